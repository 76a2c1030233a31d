import { useFormat } from '../../data/format.ts';
import { Finding } from '../../ui/layout.tsx';
import { ChartStates } from './ChartStates.tsx';
import { Charts } from './Charts.tsx';
import { Controls } from './Controls.tsx';
import { Figures } from './Figures.tsx';
import { Pieces } from './Pieces.tsx';
import { States } from './States.tsx';
import './gallery.css';

/** Every component in every state, from invented data: the visual test bed. Reached by its address only. */
export function GalleryView() {
  const format = useFormat();
  return (
    <div className="page gal">
      <Finding eyebrow="Gallery, invented data">Every component in every state.</Finding>
      <Figures format={format} />
      <Controls />
      <Pieces format={format} />
      <Charts format={format} />
      <ChartStates format={format} />
      <States />
    </div>
  );
}
