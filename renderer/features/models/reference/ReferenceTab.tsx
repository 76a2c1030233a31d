import { useEffect } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import { type ReferenceBlock, referencePage } from '#shared/model/reference.ts';
import type { Format } from '../../../data/format.ts';
import { versionText } from '../../../editing/texts.ts';
import type { ModelDocument } from '../../../state/drafts.ts';
import { useAddress, useHref } from '../../../state/navigation.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding } from '../../../ui/layout.tsx';

type Props = { readonly info: ModelInfo; readonly model: ModelDocument; readonly format: Format };

/** Everything a model does, as one page to read and to print, generated from its definition. */
export function ReferenceTab({ info, model, format }: Props) {
  const page = referencePage(model);
  const href = useHref();
  const { params } = useAddress();
  const { at } = params;
  useEffect(() => {
    const target = at === undefined ? null : document.getElementById(`ref-${at}`);
    target?.scrollIntoView({ block: 'start' });
    target?.focus({ preventScroll: true });
  }, [at]);
  return (
    <article className="ref">
      <Finding
        eyebrow={`Reference, ${info.modelVersion}`}
        actions={<Button onClick={() => window.print()}>Print</Button>}
      >
        <b>{versionText(info)}</b>, in full: {format.count(page.sections.length, 'section')} generated from the
        definition that computes the scores.
      </Finding>
      <div className="ref-cols">
        <nav className="ref-toc" aria-label="On this page">
          <ul>
            {page.sections.map((section) => (
              <li key={section.id}>
                <a
                  href={href({ params: { ...params, at: section.id } })}
                  aria-current={section.id === at ? 'true' : undefined}
                >
                  {section.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ref-body">
          {page.sections.map((section) => (
            <section key={section.id} aria-labelledby={`ref-${section.id}`}>
              <h2 id={`ref-${section.id}`} tabIndex={-1}>
                {section.title}
              </h2>
              {section.blocks.map((block, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a section are as fixed as its version.
                <Block key={index} block={block} title={section.title} />
              ))}
            </section>
          ))}
        </div>
      </div>
    </article>
  );
}

function Block({ block, title }: { readonly block: ReferenceBlock; readonly title: string }) {
  switch (block.kind) {
    case 'text':
      return block.text === '' ? null : <p>{block.text}</p>;
    case 'list':
      return (
        <ul className="ref-list">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'table': {
      const headed = block.columns.some((column) => column !== '');
      return (
        <div className="ref-scroll">
          <table aria-label={title}>
            {headed && (
              <thead>
                <tr>
                  {block.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
            )}
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.join('|')}>
                  {row.map((cell, index) =>
                    index === 0 ? (
                      <th key={block.columns[0]} scope="row">
                        {cell}
                      </th>
                    ) : (
                      // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the columns.
                      <td key={index}>{cell}</td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
  }
}
