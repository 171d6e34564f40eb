// One conversation with ConvoStudio, playbook {{playbook}}. Save as agent.ts, run with: node agent.ts (Node 22.18 or newer, Deno or Bun).
import { appendFile, readFile, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';

type Json = Record<string, any>;

const url: string = process.env.CONVOSTUDIO_URL ?? '{{baseAddress}}/api/v1';
const key: string = process.env.CONVOSTUDIO_API_KEY ?? '';
const outbox: string = process.env.CONVOSTUDIO_OUTBOX ?? 'outbox.jsonl';
const chat: string = process.argv[2] ?? `chat-${randomUUID()}`;
const patient: number = 10_000;
if (!key) throw new Error('Set CONVOSTUDIO_API_KEY to a key with the scope decide.');

const sleep = (ms: number) => new Promise(done => setTimeout(done, ms));

// Repeats after 503, 429 and lost connections until the deadline. The body is the same each time, and so is its
// idempotencyKey: whatever arrived the first time is not done twice. Null: the studio cannot be reached.
async function post(path: string, body: Json, within: number): Promise<Json | null> {
  const deadline = Date.now() + within;
  for (let attempt = 0; ; attempt++) {
    let wait = 200 * 2 ** attempt;
    try {
      const answer = await fetch(url + path, {
        method: 'POST',
        headers: { 'X-Api-Key': key, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(Math.max(1, deadline - Date.now())),
      });
      const text = await answer.text();
      if (answer.ok) return JSON.parse(text);
      if (answer.status !== 503 && answer.status !== 429) throw new RangeError(`${path}: ${answer.status} ${text}`);
      wait = 1000 * Number(answer.headers.get('retry-after') ?? wait / 1000);
    } catch (lost) {
      if (lost instanceof RangeError) throw lost;
    }
    if (Date.now() + wait >= deadline || attempt === 3) return null;
    await sleep(wait);
  }
}

// Outcomes that could not be delivered are kept with their keys and sent later; the studio takes late ones.
async function report(path: string, body: Json) {
  if (await post(path, body, patient) === null) await appendFile(outbox, JSON.stringify({ path, body }) + '\n');
}

async function flush() {
  const kept = await readFile(outbox, 'utf8').catch(() => '');
  if (!kept) return;
  await rm(outbox);
  for (const line of kept.trim().split('\n')) {
    const { path, body } = JSON.parse(line);
    await report(path, body);
  }
}

async function talk() {
  await flush();
  const opened = await post('/playbooks/{{playbook}}/conversations',
    { idempotencyKey: `${chat}-open`, customerKey: 'customer-1842', externalId: chat, channel: 'web', facts: {{facts}} }, patient);
  if (opened === null) {
    // The studio cannot be reached: talk on with your own fallback. Never make up a conversation or decision id.
    console.log('fallback: {{fallback}} (nothing is recorded)');
    return;
  }
  const conversation = `/conversations/${opened.conversationId}`;
  await post(`${conversation}/turns`, { idempotencyKey: `${chat}-t1`, speaker: 'customer', acts: {{customerActs}}, text: 'Hello' }, patient);

  // A customer waits for this one: two seconds, then the fallback.
  const decided = await post(`${conversation}/decisions`, { idempotencyKey: `${chat}-d1` }, 2_000);
  console.log(decided === null ? 'fallback: {{fallback}}' : `decided: ${decided.action.key}`);
  const said = decided === null
    ? { acts: {{fallbackActs}} }
    : { acts: decided.action.acts, decisionId: decided.decisionId, execution: 'followed' };
  await post(`${conversation}/turns`, { idempotencyKey: `${chat}-t2`, speaker: 'agent', ...said }, patient);
  await post(`${conversation}/turns`, { idempotencyKey: `${chat}-t3`, speaker: 'customer', acts: {{customerActs}} }, patient);

  await report(`${conversation}/outcomes`, { idempotencyKey: `${chat}-o1`, metric: 'converted', value: 1, final: true });
  await report(`${conversation}/close`, { idempotencyKey: `${chat}-close` });
  console.log(`conversation: ${opened.conversationId}`);
}

await talk();
