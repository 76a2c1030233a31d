/** Stable names: `Finding`, `Section`, `PageHead`. */
import { type ReactNode, useId } from 'react';
import { type Explanation, HowComputed } from './HowComputed.tsx';

type SectionProps = {
  readonly title: string;
  readonly sub?: ReactNode;
  /** Answers how what stands here is computed. */
  readonly how?: Explanation | undefined;
  /** Where the answer leads on to. */
  readonly howLink?: { readonly href: string; readonly text: string };
  readonly tools?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A dark hairline opens it, white space closes it. */
export function Section({ title, sub, how, howLink, tools, className = '', children }: SectionProps) {
  const id = useId();
  return (
    <section className={`sec ${className}`} aria-labelledby={id}>
      <div className="sec-h">
        <h2 id={id}>{title}</h2>
        {how &&
          (howLink ? (
            <HowComputed about={how} href={howLink.href} linkText={howLink.text} />
          ) : (
            <HowComputed about={how} />
          ))}
        {sub !== undefined && <span className="s">{sub}</span>}
        {tools !== undefined && <span className="tools">{tools}</span>}
      </div>
      {children}
    </section>
  );
}

type FindingProps = {
  readonly eyebrow?: ReactNode;
  readonly actions?: ReactNode;
  readonly small?: boolean;
  readonly children: ReactNode;
};

/** The sentence that opens a view; `<b>` marks the numbers that matter. */
export function Finding({ eyebrow, actions, small = false, children }: FindingProps) {
  return (
    <div className="page-h">
      <div className="col">
        {eyebrow !== undefined && <div className="eyebrow">{eyebrow}</div>}
        <h1 className={small ? 'finding finding-s' : 'finding'}>{children}</h1>
      </div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}
