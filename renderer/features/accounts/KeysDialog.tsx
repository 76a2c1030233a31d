import { Dialog } from '../../ui/controls.tsx';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['j', 'k'], 'next and previous line; the arrow keys do the same'],
  [['Page Down', 'Page Up', 'Home', 'End'], 'by a page, to either end'],
  [['Enter'], 'opens the account, opens and closes a group'],
  [['Space'], 'shows and hides the preview'],
  [['x'], 'selects; with Shift all from the last one'],
  [['Ctrl A'], 'selects every account the filters leave'],
  [['Esc'], 'clears the selection, then closes the preview'],
  [['←', '→'], 'closes and opens a group'],
  [['/'], 'finds by name, id or CSM'],
  [['Shift', 'click'], 'on the head of a column adds it to the order'],
  [['Alt', '←', '→'], 'on the head of a column makes it narrower and wider; with Shift moves it'],
  [['?'], 'shows these keys'],
];

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog open title="Keys of the account list" onClose={onClose} width={580}>
      <dl className="acc-keys">
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
