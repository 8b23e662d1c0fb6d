import type { Organisation } from '../../platform/organisation.ts';

/** Version of the texts below, as it is kept with each consent. */
export const termsVersion = '2026-11';

/** What a follower agrees to before the real name is checked: a consent of its own, since ID numbers are sensitive (个人信息保护法 第二十九条). */
export const realNameTerms = ({ profile }: Organisation): string =>
  [
    `为了确认是您本人，${profile.name}要用到您的姓名和身份证号，交给国家授权的核验机构核对一次。`,
    '身份证号属于敏感个人信息，核对后不保存号码，只保存核对的结果、时间和一个不能还原的校验值，不提供给别人。',
    '您可以随时撤回同意；撤回后，需要实名的服务就不能用了。',
  ].join('');
