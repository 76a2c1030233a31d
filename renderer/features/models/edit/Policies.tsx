import { useEditor } from '../../../editing/editor.ts';
import { Line, NumberInput, SelectInput, Switch } from '../../../editing/fields.tsx';
import { Section } from '../../../ui/layout.tsx';
import { DayList } from './DayList.tsx';

/** Seasons, young accounts, priorities and targets. */
export function Policies() {
  return (
    <>
      <Seasonal />
      <Onboarding />
      <Priority />
      <Targets />
    </>
  );
}

function Seasonal() {
  const { model, edit } = useEditor();
  const policy = model.seasonalPolicy;
  const put = (patch: Partial<typeof policy>) =>
    edit((now) => ({ ...now, seasonalPolicy: { ...now.seasonalPolicy, ...patch } }));
  return (
    <Section title="Seasons" sub="logins against the same weeks of last year">
      <Switch
        label="Excuse a drop that last year had too"
        help="Logins are compared with last year's pattern, or with the profile of the industry."
        checked={policy.enabled}
        onPut={(enabled) => put({ enabled })}
      />
      {policy.enabled && (
        <>
          <Line
            name="Never below"
            help="Logins have to reach this share of last year's; a real collapse is not excused"
          >
            <NumberInput
              label="Share of last year's logins that is needed"
              path="seasonalPolicy.guard"
              value={Number((policy.guard * 100).toFixed(6))}
              unit="%"
              onPut={(percent) => put({ guard: Number((percent / 100).toFixed(8)) })}
            />
          </Line>
          <Line name="Limits of the adjustment" help="Smallest and largest factor of last year that is believed">
            <NumberInput
              label="Smallest seasonal factor"
              path="seasonalPolicy.least"
              value={policy.least}
              onPut={(least) => put({ least })}
            />
            <span className="mut">to</span>
            <NumberInput
              label="Largest seasonal factor"
              path="seasonalPolicy.most"
              value={policy.most}
              onPut={(most) => put({ most })}
            />
          </Line>
        </>
      )}
    </Section>
  );
}

/** What a model starts with when onboarding is turned on. */
const ONBOARDING = { model: 'onboarding', lastDay: 60, previewFrom: 31, checkInDays: [7, 14, 30] };

function Onboarding() {
  const { model, models, edit } = useEditor();
  const policy = model.onboardingPolicy;
  const put = (patch: Partial<NonNullable<typeof policy>>) =>
    edit((now) => (now.onboardingPolicy ? { ...now, onboardingPolicy: { ...now.onboardingPolicy, ...patch } } : now));
  const others = models.filter(({ id }) => id !== model.id);
  return (
    <Section title="Young accounts" sub="counted from contract start, or from go-live when that is later">
      <Switch
        label="Score young accounts by another model"
        help="Off: this model scores them from the first day."
        checked={policy !== null}
        onPut={(on) => edit((now) => ({ ...now, onboardingPolicy: on ? ONBOARDING : null }))}
      />
      {policy && (
        <>
          <Line name="Model">
            <SelectInput
              label="Model of young accounts"
              path="onboardingPolicy.model"
              value={policy.model}
              options={[
                ...others.map(({ id, name }) => ({ value: id, label: name })),
                ...(others.some(({ id }) => id === policy.model) ? [] : [{ value: policy.model, label: policy.model }]),
              ]}
              onPut={(id) => put({ model: id })}
            />
          </Line>
          <Line name="Until day">
            <NumberInput
              label="Last day of the onboarding model"
              path="onboardingPolicy.lastDay"
              value={policy.lastDay}
              unit="days"
              onPut={(lastDay) => put({ lastDay })}
            />
          </Line>
          <Line name="Show this model's score from day" help="As a preview beside the official one">
            <NumberInput
              label="First day of the preview"
              path="onboardingPolicy.previewFrom"
              value={policy.previewFrom}
              unit="days"
              onPut={(previewFrom) => put({ previewFrom })}
            />
          </Line>
          <Line name="Check-ins on days">
            <DayList
              label="Check-in days"
              path="onboardingPolicy.checkInDays"
              value={policy.checkInDays}
              onPut={(checkInDays) => put({ checkInDays })}
            />
          </Line>
        </>
      )}
    </Section>
  );
}

function Priority() {
  const { model, format, edit } = useEditor();
  const policy = model.priorityPolicy;
  const put = (patch: Partial<typeof policy>) =>
    edit((now) => ({ ...now, priorityPolicy: { ...now.priorityPolicy, ...patch } }));
  return (
    <Section title="Priorities" sub="which accounts get attention first">
      <Line name="Reading of the rules" help="By the letter, every renewal within 60 days is first priority">
        <SelectInput
          label="Reading of the priority rules"
          value={policy.mode}
          options={[
            { value: 'guarded', label: 'Guarded: keeps the first tier small' },
            { value: 'literal', label: 'By the letter' },
          ]}
          onPut={(mode) => put({ mode })}
        />
      </Line>
      <Line name="Low and high ARR" help="Empty: the quartiles of the active accounts">
        <NumberInput
          label={`Low ARR, up to, ${format.currency}`}
          path="priorityPolicy.arrLow"
          value={policy.arrLow}
          placeholder="quartile"
          className="wide"
          onPut={(arrLow) => put({ arrLow })}
          onEmpty={() => put({ arrLow: null })}
        />
        <span className="mut">to</span>
        <NumberInput
          label={`High ARR, from, ${format.currency}`}
          path="priorityPolicy.arrHigh"
          value={policy.arrHigh}
          placeholder="quartile"
          className="wide"
          onPut={(arrHigh) => put({ arrHigh })}
          onEmpty={() => put({ arrHigh: null })}
        />
      </Line>
    </Section>
  );
}

const PRIORITIES = [1, 2, 3, 4] as const;

function Targets() {
  const { model, edit } = useEditor();
  const days = model.signalOptions.resolutionTargetDays;
  return (
    <Section title="Support targets" sub="days to resolve a ticket; without a priority it counts as 3">
      {PRIORITIES.map((priority) => (
        <Line key={priority} name={`Priority ${priority}`}>
          <NumberInput
            label={`Days to resolve a ticket of priority ${priority}`}
            path={`signalOptions.resolutionTargetDays.${priority - 1}`}
            value={days[priority - 1] ?? 1}
            unit="days"
            onPut={(value) =>
              edit((now) => {
                const [p1, p2, p3, p4] = now.signalOptions.resolutionTargetDays;
                const next: typeof days = [p1, p2, p3, p4];
                next[priority - 1] = value;
                return { ...now, signalOptions: { ...now.signalOptions, resolutionTargetDays: next } };
              })
            }
          />
        </Line>
      ))}
    </Section>
  );
}
