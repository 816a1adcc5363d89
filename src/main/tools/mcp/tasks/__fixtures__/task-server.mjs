/**
 * An MCP server on the 1.x SDK, from the copy that Playwright brings, whose tool `research` can only be called as a
 * task. Its first argument is a file in which it keeps its tasks, so that they outlive it; `-` keeps them nowhere.
 * What becomes of the newest task, the other tools say:
 *
 * step     it is at work, and says so in the words it is given
 * ask      it wants to know the person's name, and is at work again when it knows
 * done     it is done, with the words it is given and the name it was told
 * fail     it failed
 * drop     it broke the task off
 * forget   it knows it no more
 * crash    it ends
 * statuses what became of each task
 *
 * `--quiet` as second argument: it tells of nothing unasked.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema } =
  createRequire(import.meta.url)('playwright-core/lib/utilsBundle');

const [file = '-', quiet] = process.argv.slice(2);

const kept = (() => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { tasks: [], results: {} };
  }
})();
const save = () => {
  if (file !== '-') writeFileSync(file, JSON.stringify(kept));
};
const find = (id) => kept.tasks.find(({ taskId }) => taskId === id) ?? null;

const taskStore = {
  async createTask({ ttl }) {
    const at = new Date().toISOString();
    const task = {
      taskId: randomUUID(),
      status: 'working',
      ttl: ttl ?? null,
      createdAt: at,
      lastUpdatedAt: at,
      pollInterval: 100,
    };
    kept.tasks.push(task);
    save();
    return task;
  },
  getTask: async (id) => find(id),
  async storeTaskResult(id, status, result) {
    kept.results[id] = result;
    await taskStore.updateTaskStatus(id, status);
  },
  getTaskResult: async (id) => kept.results[id],
  async updateTaskStatus(id, status, statusMessage) {
    const task = find(id);
    Object.assign(task, { status, lastUpdatedAt: new Date().toISOString() });
    if (statusMessage !== undefined) task.statusMessage = statusMessage;
    save();
    if (quiet === undefined)
      await server.notification({ method: 'notifications/tasks/status', params: task });
  },
  listTasks: async () => ({ tasks: kept.tasks }),
};

const queues = new Map();
const taskMessageQueue = {
  async enqueue(id, message) {
    queues.set(id, [...(queues.get(id) ?? []), message]);
  },
  dequeue: async (id) => queues.get(id)?.shift(),
  async dequeueAll(id) {
    const all = queues.get(id) ?? [];
    queues.delete(id);
    return all;
  },
};

const server = new Server(
  { name: 'tasks', version: '1' },
  {
    capabilities: {
      tools: {},
      tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } },
    },
    taskStore,
    taskMessageQueue,
  },
);

let name = 'nobody';
const newest = () => kept.tasks.at(-1).taskId;
const text = (words) => ({ content: [{ type: 'text', text: words }] });

const tools = {
  step: ({ words }) => taskStore.updateTaskStatus(newest(), 'working', words),
  async ask() {
    const taskId = newest();
    const answer = server.elicitInput(
      {
        message: 'Who asks?',
        requestedSchema: {
          type: 'object',
          properties: { name: { type: 'string' } },
          required: ['name'],
        },
      },
      { relatedTask: { taskId } },
    );
    answer.then(({ content }) => {
      name = content?.name ?? 'nobody';
      return taskStore.updateTaskStatus(taskId, 'working', 'Thank you.');
    });
    await taskStore.updateTaskStatus(taskId, 'input_required');
  },
  done: ({ words }) => taskStore.storeTaskResult(newest(), 'completed', text(`${words} (${name})`)),
  async fail() {
    await taskStore.storeTaskResult(newest(), 'failed', {
      ...text('It went wrong.'),
      isError: true,
    });
  },
  drop: () => taskStore.updateTaskStatus(newest(), 'cancelled'),
  forget() {
    kept.tasks.pop();
    save();
  },
  crash: () => process.exit(3),
  statuses: () => kept.tasks.map(({ status }) => status),
};

server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: ['research', ...Object.keys(tools)].map((tool) => ({
    name: tool,
    inputSchema: { type: 'object' },
    ...(tool === 'research' ? { execution: { taskSupport: 'required' } } : {}),
  })),
}));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  if (params.name === 'research') return { task: await taskStore.createTask(params.task) };
  return text(JSON.stringify((await tools[params.name](params.arguments)) ?? null));
});
await server.connect(new StdioServerTransport());
