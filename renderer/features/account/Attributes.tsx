import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';

const ISO = /^\d{4}-\d{2}-\d{2}$/;
/** Said in the heading already. */
const IN_HEAD: ReadonlySet<string> = new Set(['account id', 'segment', 'industry', 'region', 'plan', 'csm']);
const STATUS = { active: 'Active', churned: 'Churned', not_started: 'Not started' } as const;

export function Attributes({ detail, format }: { readonly detail: AccountDetail; readonly format: Format }) {
  const { account } = detail;
  const attributes = detail.attributes.filter((attribute) => !IN_HEAD.has(attribute.name.toLowerCase()));
  const named = new Set(attributes.map((attribute) => attribute.name.toLowerCase()));
  const own = [
    { name: 'Status', value: STATUS[account.status] },
    { name: 'Last touch', value: account.lastTouch },
  ].filter((item) => !named.has(item.name.toLowerCase()));
  return (
    <Section title="Attributes" how={HOW.attributes}>
      <dl className="attrs">
        {[...own, ...attributes].map(({ name, value }) => (
          <div key={name}>
            <dt className="mut">{name}</dt>
            <dd title={value ?? undefined}>
              {value === null || value === '' ? (
                <span className="dim">–</span>
              ) : ISO.test(value) ? (
                format.date(value)
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
