import type { ModelInfo, Promotion } from '#shared/contract/models.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Format } from '../../../data/format.ts';
import { PromoteButton } from '../../../editing/PromoteButton.tsx';
import { PromotionEvidence } from '../../../editing/PromotionEvidence.tsx';
import { madeText, versionText } from '../../../editing/texts.ts';
import { useHref } from '../../../state/navigation.ts';
import { Finding, Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import type { ModelGroup } from '../address.ts';
import { Compare } from './Compare.tsx';

type Props = {
  readonly groups: readonly ModelGroup[];
  readonly shown: ModelInfo;
  readonly promotions: readonly Promotion[];
  readonly workspace: WorkspaceSummary;
  readonly format: Format;
};

const VERSIONS = [
  { label: 'Version', width: 'c-v' },
  { label: 'Made', width: 'c-made' },
  { label: 'What changed' },
  { label: 'From', width: 'c-parent hn', className: 'hn' },
  { label: 'Snapshots', width: 'c-n', className: 'r' },
  { label: 'Actions', width: 'c-act', quiet: true },
] as const;

const PROMOTIONS = [
  { label: 'When', width: 'c-when' },
  { label: 'Official since then', width: 'c-mv' },
  { label: 'Before', width: 'c-mv' },
  { label: 'By, reviewed by', width: 'c-by' },
  { label: 'Why' },
] as const;

/** Versions of one model, what differs between any two, and who made which official when. */
export function VersionsTab({ groups, shown, promotions, workspace, format }: Props) {
  const href = useHref();
  const all = groups.flatMap((group) => group.versions);
  const mine = groups.find(({ id }) => id === shown.id)?.versions ?? [];
  const official = all.find((model) => model.active);
  const [latest] = promotions;
  const before =
    latest && official?.modelVersion === latest.modelVersion
      ? all.find((model) => model.modelVersion === latest.from)
      : undefined;
  return (
    <>
      <Finding
        eyebrow={`Versions of ${shown.name}`}
        actions={before && <PromoteButton info={before} readOnly={workspace.readOnly} back />}
      >
        {official ? (
          <>
            <b>{versionText(official)}, is official</b>
            {latest && official.modelVersion === latest.modelVersion
              ? ` since ${format.moment(latest.at)}, by ${latest.by}.`
              : ', as it was from the start.'}
          </>
        ) : (
          'No version is official.'
        )}
      </Finding>
      <Section title="Versions" sub="newest first; a version never changes">
        <table className="t versions">
          <TableHead columns={VERSIONS} />
          <tbody>
            {mine.map((model) => (
              <tr key={model.version} aria-current={model.modelVersion === shown.modelVersion ? 'true' : undefined}>
                <td>
                  <a className="rowlink" href={href({ params: { model: model.modelVersion } })}>
                    v{model.version}
                  </a>
                </td>
                <td className="mut">{madeText(model, format)}</td>
                <td className="wrap">{model.changeNote}</td>
                <td className="mut hn">{model.parentVersion === null ? '–' : `v${model.parentVersion}`}</td>
                <td className="r mut">{model.snapshots === 0 ? '–' : format.number(model.snapshots)}</td>
                <td className="r">
                  {model.active ? (
                    <span className="tag official">official</span>
                  ) : (
                    <PromoteButton info={model} readOnly={workspace.readOnly} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Compare groups={groups} shown={shown} format={format} />
      <Section title="Promotions" sub="which version was made official when, newest first" className="versions-next">
        {promotions.length === 0 ? (
          <p className="dim">
            None yet. The workspace has been scored by {official?.modelVersion ?? 'a preset'} from the start.
          </p>
        ) : (
          <table className="t ledger">
            <TableHead columns={PROMOTIONS} />
            <tbody>
              {promotions.map((promotion) => (
                <tr key={promotion.at}>
                  <td className="mut">
                    {format.moment(promotion.at)}
                    {promotion.effectiveOn !== null && (
                      <div className="dim sm">counts from {format.date(promotion.effectiveOn)}</div>
                    )}
                  </td>
                  <td className="m">{promotion.modelVersion}</td>
                  <td className="mut">{promotion.from}</td>
                  <td className="mut wrap">
                    {promotion.by}
                    {promotion.reviewer !== '' && <div className="dim sm">{promotion.reviewer}</div>}
                  </td>
                  <td className="wrap">
                    {promotion.note}
                    <Known promotion={promotion} format={format} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </>
  );
}

/** The evidence a promotion keeps. */
function Known({ promotion, format }: { readonly promotion: Promotion; readonly format: Format }) {
  if (promotion.summary === null) return <div className="dim sm">No evidence was kept with it.</div>;
  return (
    <details className="promo-known">
      <summary>What was known</summary>
      <PromotionEvidence summary={promotion.summary} promotedAt={promotion.at} format={format} />
    </details>
  );
}
