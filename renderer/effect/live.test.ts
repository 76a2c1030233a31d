import { describe, expect, it } from 'vitest';
import { createLive } from './live.ts';

type Call = { readonly input: number; readonly answer: (value: number) => void; readonly fail: (error: Error) => void };

function setUp() {
  const calls: Call[] = [];
  const frames: (() => void)[] = [];
  const results: { result: number; since: number }[] = [];
  const errors: number[] = [];
  const live = createLive<number, number>({
    request: (input) => new Promise((answer, fail) => calls.push({ input, answer, fail })),
    onResult: (result, _input, since) => results.push({ result, since }),
    onError: (_error, input) => errors.push(input),
    onFrame: (callback) => frames.push(callback),
  });
  const frame = () => {
    for (const callback of frames.splice(0)) callback();
  };
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
  return { calls, results, errors, live, frame, settle };
}

describe('live requests', () => {
  it('sends the first input at once and keeps only the newest of those that follow', async () => {
    const { calls, results, live, frame, settle } = setUp();
    live.push(1, 10);
    live.push(2, 12);
    live.push(3, 14);
    frame();
    expect(calls.map((call) => call.input)).toEqual([1]);
    calls[0]?.answer(100);
    await settle();
    expect(calls.map((call) => call.input)).toEqual([1, 3]);
    calls[1]?.answer(300);
    await settle();
    expect(results).toEqual([
      { result: 100, since: 10 },
      { result: 300, since: 12 },
    ]);
  });

  it('never sends twice in one frame', async () => {
    const { calls, live, frame, settle } = setUp();
    live.push(1, 0);
    calls[0]?.answer(1);
    await settle();
    live.push(2, 1);
    expect(calls).toHaveLength(1);
    frame();
    expect(calls).toHaveLength(2);
  });

  it('goes on after a failure and reports it only when nothing newer waits', async () => {
    const { calls, errors, live, frame, settle } = setUp();
    live.push(1, 0);
    live.push(2, 1);
    frame();
    calls[0]?.fail(new Error('superseded'));
    await settle();
    frame();
    expect(errors).toEqual([]);
    calls[1]?.fail(new Error('gone'));
    await settle();
    expect(errors).toEqual([2]);
  });

  it('stays silent once stopped', async () => {
    const { calls, results, live, settle } = setUp();
    live.push(1, 0);
    live.stop();
    calls[0]?.answer(1);
    live.push(2, 1);
    await settle();
    expect(results).toEqual([]);
    expect(calls).toHaveLength(1);
  });
});
