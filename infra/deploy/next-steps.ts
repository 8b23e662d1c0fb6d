import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { DeployFacts } from './facts.ts';

/** Outputs of a stack by name. */
export const stackOutputs = async (name: string, region: string): Promise<Record<string, string>> => {
  const { Stacks } = await new CloudFormationClient({ region }).send(new DescribeStacksCommand({ StackName: name }));
  const outputs = Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
};

/** Address of the account on the web, without a slash at the end. */
export const publicUrl = (outputs: Record<string, string>): string => outputs['PublicUrl'] ?? '';

/** Fixed addresses towards WeChat. */
export const egressAddresses = (outputs: Record<string, string>): string[] =>
  ['EgressAddressA', 'EgressAddressB'].flatMap((name) => outputs[name] ?? []);

const modeInWords: Record<string, string> = { safe: '安全模式', compatible: '兼容模式', plaintext: '明文模式' };

/** What an operator has to enter at WeChat after a deployment, line by line. */
export const nextSteps = (facts: DeployFacts, outputs: Record<string, string>): string[] => {
  const url = publicUrl(outputs);
  const addresses = egressAddresses(outputs);
  const { organisation, stage } = facts;
  return [
    "Enter at WeChat's back office (mp.weixin.qq.com, 设置与开发):",
    `  服务器地址(URL)       ${url}/wechat`,
    `  消息加解密方式         ${modeInWords[facts.settings.WECHAT_SECURITY_MODE] ?? ''}`,
    '  令牌, EncodingAESKey  the secrets wechat-token and wechat-encoding-aes-key',
    `  IP白名单              ${addresses.length > 0 ? addresses.join(', ') : 'no fixed addresses (egress=off)'}`,
    `  域名 (JS接口安全域名, 业务域名, 网页授权域名)  ${new URL(url).host}`,
    ...(outputs['DomainTarget'] === undefined ? [] : [`DNS: ${facts.domain} CNAME ${outputs['DomainTarget']}`]),
    `Then: npm run doctor -- --organisation ${organisation} --stage ${stage}`,
  ];
};

/** What `serverless remove` leaves behind, and why. */
export const leftOver = ({ table, secretsPath, organisation, stage }: DeployFacts): string[] => [
  'Removed all but the data:',
  `  the table ${table} and the bucket of followers' files, which are deleted by hand when they are really no longer needed`,
  `  the secrets below ${secretsPath} (npm run secrets -- list --organisation ${organisation} --stage ${stage})`,
  `To deploy again with the data, see infra/docs/deploy.md, "Coming back".`,
];
