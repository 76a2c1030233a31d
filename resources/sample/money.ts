/** Accounts as of the last day, contracts, outcomes and invoices. */
import { PLAN_FEATURES } from './accounts.ts';
import { ASOF, addMonths, at, clamp, iso, START, stream, toBusiness, weekOf } from './rng.ts';
import type { Life } from './story.ts';
import { ACCOUNT_NOTES } from './texts.ts';
import type { Cell, Table } from './write.ts';

export const accountsTable = (lives: readonly Life[]): Table => ({
  file: 'accounts.csv',
  header: [
    ...[
      'account_id',
      'name',
      'segment',
      'industry',
      'region',
      'country',
      'plan',
      'csm',
      'csm_manager',
      'arr',
      'currency',
      'seats',
    ],
    ...[
      'start_date',
      'go_live_date',
      'renewal_date',
      'channel',
      'use_case',
      'size',
      'status',
      'parent_account_id',
      'features_available',
      'notes',
    ],
  ],
  rows: lives.map((life): readonly Cell[] => {
    const a = life.account;
    const rng = stream(`notes/${a.key}`);
    const gone = a.churn !== undefined;
    const c = life.contractAt(gone ? life.last : ASOF);
    return [
      ...[
        a.id,
        a.name,
        a.segment,
        a.industry,
        a.region,
        a.country,
        c.plan,
        a.csm,
        a.manager,
        gone ? 0 : c.arr,
        'USD',
        c.seats,
      ],
      ...[
        iso(a.start),
        a.goLive <= ASOF ? iso(a.goLive) : undefined,
        gone ? undefined : iso(c.termEnd),
        a.channel,
        a.useCase,
        a.size,
      ],
      ...[
        gone ? 'churned' : 'active',
        a.parent,
        PLAN_FEATURES[c.plan],
        rng.chance(0.09) ? rng.pick(ACCOUNT_NOTES) : undefined,
      ],
    ];
  }),
});

export const contractsTable = (lives: readonly Life[]): Table => ({
  file: 'contracts.csv',
  header: ['account_id', 'effective_date', 'change', 'arr', 'seats', 'plan', 'term_end', 'currency', 'subscription_id'],
  rows: lives.flatMap((life) =>
    life.changes.map((c): readonly Cell[] => [
      ...[
        life.account.id,
        iso(c.day),
        c.change,
        c.arr,
        c.seats,
        c.plan,
        iso(c.termEnd),
        'USD',
        `SUB-${life.account.id.slice(3)}`,
      ],
    ]),
  ),
});

export const outcomesTable = (lives: readonly Life[]): Table => {
  const rows: { day: number; cells: readonly Cell[] }[] = [];
  for (const life of lives) {
    const a = life.account;
    const rng = stream(`outcomes/${a.key}`);
    let before = 0;
    for (const c of life.changes) {
      const add = (outcome: string, reason: string | undefined, after: number): void => {
        if (c.day >= START) {
          rows.push({ day: c.day, cells: [a.id, iso(c.day), outcome, reason, before, after] });
        }
      };
      if (c.change === 'churn') {
        add('churn', a.reason, 0);
      } else if (c.change === 'cancel_notice') {
        add('notice', a.reason || 'budget cut', c.arr);
      } else if (c.change === 'upgrade') {
        add('expansion', rng.pick(['more seats', 'more seats', 'new site', 'second department', 'higher plan']), c.arr);
      } else if (c.change === 'downgrade') {
        add('contraction', rng.pick(['fewer seats', 'site closed', 'budget cut', 'low adoption']), c.arr);
      } else if (c.change === 'renewal') {
        add('renewal', undefined, c.arr);
      }
      before = c.arr;
    }
  }
  rows.sort((x, y) => x.day - y.day);
  return {
    file: 'outcomes.csv',
    header: ['account_id', 'date', 'outcome', 'reason', 'arr_before', 'arr_after'],
    rows: rows.map((r) => r.cells),
  };
};

export const invoicesTable = (lives: readonly Life[]): Table => {
  const rows: { day: number; cells: readonly Cell[] }[] = [];
  for (const life of lives) {
    const a = life.account;
    const rng = stream(`invoices/${a.key}`);
    const every = a.segment === 'SMB' ? 1 : a.segment === 'Enterprise' ? 3 : rng.chance(0.35) ? 1 : 3;
    const card = a.segment === 'SMB' && rng.chance(0.6);
    const sloppy = rng.chance(0.15) ? 0.34 : 0.045;
    for (let k = 0; ; k += every) {
      const issued = addMonths(a.start, k);
      if (issued > life.last) {
        break;
      }
      if (issued < START) {
        continue;
      }
      const due = card ? issued : issued + 30;
      const w = weekOf(Math.min(life.last, due));
      const trouble = a.story.channels.pay * at(life.stress, w);
      const tardy = rng.chance(clamp(sloppy + 0.6 * trouble, 0, 0.9));
      const failed = card && rng.chance(clamp(0.018 + 0.09 * trouble, 0, 0.4));
      const delay = tardy ? 5 + Math.round(38 * rng.next() * (1 + 0.8 * trouble)) : card ? 0 : rng.int(-16, 3);
      const paid = Math.max(issued, toBusiness(due + (failed ? rng.int(5, 34) : delay)));
      const refunded = rng.chance(0.003);
      const settled = paid <= life.last;
      const over = ASOF - due;
      const open = failed
        ? 'failed'
        : over <= 0 && a.churn === undefined
          ? 'open'
          : over <= 14 && a.churn === undefined
            ? 'late'
            : 'past_due';
      rows.push({
        day: issued,
        cells: [
          a.id,
          iso(issued),
          iso(due),
          settled ? iso(paid) : undefined,
          Math.round((life.contractAt(issued).arr / 12) * every * 100) / 100,
          'USD',
          settled ? (refunded ? 'refunded' : 'paid') : open,
        ],
      });
    }
  }
  rows.sort((x, y) => x.day - y.day);
  return {
    file: 'invoices.csv',
    header: ['invoice_id', 'account_id', 'issued_at', 'due_at', 'paid_at', 'amount', 'currency', 'status'],
    rows: rows.map((r, i) => [`INV-${100001 + i}`, ...r.cells]),
  };
};
