/** Splits a byte stream into lines of JSON; blank lines are heartbeats. A line that is no JSON ends the stream. */
export async function readNdjson(stream: ReadableStream<Uint8Array>, onValue: (value: unknown) => void): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.trim()) onValue(JSON.parse(line));
    }
    if (done) return;
  }
}
