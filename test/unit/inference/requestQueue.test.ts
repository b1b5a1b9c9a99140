import assert from 'node:assert/strict';
import { type Queued, RequestQueue } from '../../../server/src/inference/requestQueue';

interface Item extends Queued {
  readonly name: string;
}

const item = (name: string, priority: Queued['priority'] = 'rest', topic?: string, generation?: number): Item => ({
  ...{ name, priority, topic, generation },
});

const taken = (queue: RequestQueue<Item>): string[] => {
  const names: string[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) names.push(next.name);
  return names;
};

describe('the queue of requests', () => {
  it('gives out by priority, then by age, and what is put back first of its own', () => {
    const queue = new RequestQueue<Item>(10);
    for (const one of [item('a'), item('b', 'visible'), item('c', 'completion'), item('d', 'visible')]) queue.add(one);
    const first = queue.take()!;
    assert.equal(first.name, 'c');
    const second = queue.take()!;
    queue.putBack(second);
    queue.add(item('e', 'completion'));
    assert.deepEqual(taken(queue), ['e', 'b', 'd', 'a']);
    assert.equal(queue.size, 0);
  });

  it('keeps the newest generation of each topic, whatever came first', () => {
    const queue = new RequestQueue<Item>(10);
    queue.add(item('old', 'rest', 'one', 1));
    queue.add(item('same', 'visible', 'one', 1));
    queue.add(item('other', 'rest', 'two', 1));
    queue.add(item('none'));
    const { superseded } = queue.add(item('new', 'rest', 'one', 2));
    assert.deepEqual(
      superseded.map(({ name }) => name),
      ['same', 'old'],
    );
    const late = item('late', 'completion', 'one', 1);
    assert.deepEqual(queue.add(late).superseded, [late]);
    assert.deepEqual(taken(queue), ['other', 'none', 'new']);
    // Nothing of the topic waits: what comes then is new, as for a document that was closed and opened again.
    assert.deepEqual(queue.add(late).superseded, []);
  });

  it('drops the oldest of the lowest priority when it is full, be it the newest of all', () => {
    const queue = new RequestQueue<Item>(2);
    queue.add(item('a', 'visible'));
    queue.add(item('b', 'completion'));
    const low = item('low');
    assert.equal(queue.add(low).dropped, low);
    assert.equal(queue.add(item('c', 'completion')).dropped?.name, 'a');
    assert.deepEqual(taken(queue), ['b', 'c']);
  });
});
