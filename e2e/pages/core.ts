import { contract, type InputOf, type MutationName, type OutputOf, type QueryName } from '#shared/contract/index.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { formatDate } from '#shared/format/date.ts';
import { formatMoney, formatMoneyExact } from '#shared/format/money.ts';
import { formatNumber, formatPercent, formatScore } from '#shared/format/number.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import type { RunningApp } from '../support/fixtures.ts';

const WINDOW = { url: 'app://bundle/', isTop: true };

function dataOf(reply: unknown): unknown {
  const answered = typeof reply === 'object' && reply !== null && 'ok' in reply && reply.ok === true && 'data' in reply;
  if (!answered) throw new Error(`The core refused: ${JSON.stringify(reply)}`);
  return reply.data;
}

/** Asks the core behind the window, past the window; the answer is checked against the contract. */
export async function askCore<K extends QueryName | MutationName>(
  app: RunningApp,
  method: K,
  input: InputOf<K>,
): Promise<OutputOf<K>> {
  const reply = app.served
    ? await app.served.call(method, input)
    : await app.double?.ask('invoke', WINDOW, 'rpc', [method, input]);
  return contract[method].output.parse(dataOf(reply)) as OutputOf<K>;
}

export type Texts = {
  readonly score: (value: number | null) => string;
  readonly money: (value: number | null) => string;
  readonly moneyExact: (value: number | null) => string;
  readonly number: (value: number | null, decimals?: number) => string;
  readonly percent: (share: number | null, decimals?: number) => string;
  readonly date: (iso: string | null) => string;
};

/** Figures as the window writes them. */
export function textsOf(workspace: WorkspaceSummary): Texts {
  const bounds = [AT_RISK_SCORE, ...workspace.model.tiers.map((tier) => tier.from)];
  return {
    score: (value) => formatScore(value, 'en', bounds),
    money: (value) => formatMoney(value, 'en', workspace.currency),
    moneyExact: (value) => formatMoneyExact(value, 'en', workspace.currency),
    number: (value, decimals = 0) => formatNumber(value, 'en', decimals),
    percent: (share, decimals = 0) => formatPercent(share, 'en', decimals),
    date: (iso) => formatDate(iso, 'en'),
  };
}

export async function coreTexts(app: RunningApp): Promise<Texts> {
  return textsOf(await askCore(app, 'workspace.summary', {}));
}
