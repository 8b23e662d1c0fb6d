import { Amount, Badge, Card, Facts, Hero, Load, quantity, useApi } from '../../page-kit/kit.tsx';
import type { CardShown } from './model.ts';

const states = {
  active: undefined,
  inactive: '这张卡还没有激活',
  lost: '这张卡已经挂失',
} as const;

const Figure = ({ card }: { card: CardShown }) => {
  const state = states[card.status];
  const isCredit = card.type === 'credit';
  const isOwed = isCredit && card.balanceFen <= 0;
  return (
    <Hero
      label={isOwed ? '已用额度' : isCredit ? '多还的钱' : '余额'}
      note={state === undefined ? undefined : <Badge kind="warn">{state}</Badge>}
    >
      <Amount fen={isOwed ? -card.balanceFen : card.balanceFen} big />
    </Hero>
  );
};

/** What is on a card, and what can be spent. */
export const BalanceView = ({ binding }: { binding: string | undefined }) => (
  <Load from={useApi<CardShown>('/api/cards', { binding })}>
    {(card) => (
      <>
        <Figure card={card} />
        <Card>
          <Facts
            rows={[
              ['卡片', `${card.shown}　${card.type === 'credit' ? '信用卡' : '储蓄卡'}`],
              ['名称', card.product],
              ['可用', <Amount key="available" fen={card.availableFen} />],
              ['总额度', card.limitFen === undefined ? undefined : <Amount key="limit" fen={card.limitFen} />],
              ['积分', card.points === undefined ? undefined : `${quantity(card.points)}分`],
              ['账单日', card.statementDay === undefined ? undefined : `每月${card.statementDay}日`],
              ['开户网点', card.branch],
            ]}
          />
        </Card>
      </>
    )}
  </Load>
);
