import { memo } from 'react';
import { useEditor } from '../../../editing/editor.ts';
import { Line, NumberInput, SelectInput } from '../../../editing/fields.tsx';
import type { ModelDocument } from '../../../state/drafts.ts';
import { Section } from '../../../ui/layout.tsx';
import { Overlays } from './Overlays.tsx';

const FLAGS = [
  { value: 'apply', label: 'change the tier' },
  { value: 'annotate', label: 'are only shown' },
] as const;

/** Coverage, confirmation, flags and segment shifts; signals and points are edited in the whole editor. */
export const Rules = memo(function Rules({ editHref }: { readonly editHref: string }) {
  const { model, edit } = useEditor();
  const { missingPolicy, confirmPolicy } = model;
  const share = (key: 'minScoredCoverage' | 'minProvisionalCoverage', label: string) => (
    <NumberInput
      label={label}
      path={`missingPolicy.${key}`}
      value={Number((missingPolicy[key] * 100).toFixed(6))}
      unit="%"
      onPut={(percent) =>
        edit((now) => ({
          ...now,
          missingPolicy: { ...now.missingPolicy, [key]: Number((percent / 100).toFixed(8)) },
        }))
      }
    />
  );
  const confirm = (patch: Partial<ModelDocument['confirmPolicy']>) =>
    edit((now) => ({ ...now, confirmPolicy: { ...now.confirmPolicy, ...patch } }));
  return (
    <Section
      title="Rules"
      tools={
        <a
          className="link"
          href={editHref}
          title="The same draft in the Models editor: signals, points, flags, policies"
        >
          Edit rules and points
        </a>
      }
    >
      <Line name="A score needs">{share('minScoredCoverage', 'Coverage a score needs')}</Line>
      <Line name="Provisional from">{share('minProvisionalCoverage', 'Coverage a provisional score needs')}</Line>
      <Line name="To recover, above a bound by">
        <NumberInput
          label="Points above a bound to recover"
          path="confirmPolicy.margin"
          value={confirmPolicy.margin}
          unit="pt"
          onPut={(margin) => confirm({ margin })}
        />
      </Line>
      <Line name="Confirmed tier void after">
        <NumberInput
          label="Days without a score that void the confirmed tier"
          path="confirmPolicy.resetAfterDays"
          value={confirmPolicy.resetAfterDays}
          unit="d"
          onPut={(resetAfterDays) => confirm({ resetAfterDays })}
        />
      </Line>
      {model.flags.length > 0 && (
        <Line name={model.flags.length === 1 ? '1 flag' : `${model.flags.length} flags`}>
          <SelectInput
            label="What flags do"
            value={model.flagPolicy}
            options={FLAGS}
            onPut={(flagPolicy) => edit((now) => ({ ...now, flagPolicy }))}
          />
        </Line>
      )}
      <Overlays />
    </Section>
  );
});
