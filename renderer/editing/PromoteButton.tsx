import { useState } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import type { ModelDocument } from '../state/drafts.ts';
import { Button } from '../ui/controls.tsx';
import { PromoteDialog } from './PromoteDialog.tsx';

type Props = {
  readonly info: ModelInfo;
  /** Its document, where it is at hand. */
  readonly model?: ModelDocument;
  readonly readOnly: boolean;
  readonly primary?: boolean;
  /** It was official before: taking it back is a roll back. */
  readonly back?: boolean;
  readonly label?: string;
};

/** Opens what making a version official means. */
export function PromoteButton({ info, model, readOnly, primary = false, back = false, label }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind={primary ? 'primary' : 'default'} disabled={readOnly} onClick={() => setOpen(true)}>
        {label ?? (back ? `Roll back to ${info.modelVersion}` : `Promote v${info.version}`)}
      </Button>
      {open && <PromoteDialog info={info} model={model} back={back} onClose={() => setOpen(false)} />}
    </>
  );
}
