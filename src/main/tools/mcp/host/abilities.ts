import type { AnswerRequest, HostAbilities } from '../session/session.ts';

/** What one server may ask of us: what each feature brings, together. */
export function joinAbilities(features: readonly HostAbilities[]): HostAbilities {
  const capabilities: Record<string, unknown> = {};
  const answers: Record<string, AnswerRequest> = {};
  for (const feature of features) {
    add(capabilities, feature.capabilities);
    add(answers, feature.answers);
  }
  return { capabilities, answers };
}

function add<T>(all: Record<string, T>, more: Readonly<Record<string, T>>): void {
  for (const [name, value] of Object.entries(more)) {
    if (Object.hasOwn(all, name)) throw new Error(`Two features bring ${name}.`);
    all[name] = value;
  }
}
