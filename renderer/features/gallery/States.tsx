import { Button } from '../../ui/controls.tsx';
import { DropZone } from '../../ui/DropZone.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState, ProgressBar } from '../../ui/states.tsx';

const nothing = () => undefined;

/** What stands where there is nothing yet, nothing any more, or something on its way. */
export function States() {
  return (
    <div className="gal-cols">
      <Section title="Empty">
        <EmptyState title="No account matches these filters." action={<Button>Clear all filters</Button>} />
      </Section>
      <Section title="Error">
        <ErrorState
          title="The accounts could not be read"
          cause="The workspace is open in another program."
          safe="The workspace is untouched."
          actions={<Button>Try again</Button>}
        />
      </Section>
      <Section title="Loading">
        <LoadingState label="Loading an example" rows={4} />
      </Section>
      <Section title="Progress">
        <ProgressBar label="Scoring week 42 of 104" fraction={0.4} onCancel={nothing} />
        <ProgressBar label="Reading files" fraction={null} />
      </Section>
      <Section title="Drop zone">
        <DropZone title="Drop files here" onChoose={nothing} onDrop={nothing}>
          or choose them
        </DropZone>
      </Section>
    </div>
  );
}
