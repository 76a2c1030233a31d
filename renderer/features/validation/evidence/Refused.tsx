/** In place of a figure that so few churns cannot carry: the sentence, and what it would take. */
export function Refused({ sentence, needs }: { readonly sentence: string; readonly needs?: string }) {
  return (
    <div className="va-refused">
      <p>{sentence}</p>
      {needs !== undefined && <p className="mut sm">{needs}</p>}
    </div>
  );
}
