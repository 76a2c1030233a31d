import { type ReactNode, useRef } from 'react';

/** Asks for one JSON document. `input` has to stand somewhere on the page; `pick` opens the dialog. */
export function useDocumentPicker(
  label: string,
  onFile: (file: File) => void,
): { readonly input: ReactNode; readonly pick: () => void } {
  const picker = useRef<HTMLInputElement>(null);
  return {
    pick: () => picker.current?.click(),
    input: (
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        className="vh"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    ),
  };
}
