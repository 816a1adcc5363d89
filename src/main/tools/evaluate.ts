import type { ErrorSituation } from '../../shared/error-situations.ts';
import { AppError } from '../../shared/errors.ts';

const maxLength = 1000;
const maxDepth = 100;

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  atan2: Math.atan2,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log: Math.log10,
  log2: Math.log2,
  max: Math.max,
  min: Math.min,
  round: Math.round,
  sign: Math.sign,
  sin: Math.sin,
  sqrt: Math.sqrt,
  tan: Math.tan,
  trunc: Math.trunc,
};

/**
 * The value of an arithmetic expression: + - * / % ^ with the usual precedence (^ binds to the
 * right and tighter than a leading minus), parentheses, numbers such as 1.5e3, constants and
 * functions. Nothing is executed. Throws `tool-failed` with what is wrong and where.
 */
export function evaluate(expression: string): number {
  if (expression.length > maxLength) {
    throw new AppError('tool-failed', `The expression is longer than ${maxLength} characters.`, {
      situation: 'expression-too-long',
      details: { limit: maxLength },
    });
  }
  const parser = createParser(tokenize(expression));
  const value = parser.sum(0);
  parser.end();
  if (!Number.isFinite(value)) {
    throw new AppError('tool-failed', 'The result is not a finite number.', {
      situation: 'not-finite',
    });
  }
  return value;
}

interface Token {
  readonly text: string;
  readonly at: number;
}

function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z][a-z0-9]*)|(\*\*|[-+*/%^(),×÷−]))/giy;
  const text = expression.trimEnd();
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw unexpected(text.slice(at).trimStart().charAt(0), at);
    tokens.push({ text: normalise(match[1] ?? match[2] ?? match[3] ?? ''), at });
  }
  return tokens;
}

const otherSigns: ReadonlyMap<string, string> = new Map([
  ['**', '^'],
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
]);

function normalise(text: string): string {
  return otherSigns.get(text) ?? text.toLowerCase();
}

/** Recursive descent, one function a level of precedence. */
function createParser(tokens: readonly Token[]) {
  let position = 0;
  const peek = () => tokens[position]?.text;
  const take = () => tokens[position++]?.text;
  const expect = (text: string) => {
    if (peek() !== text) throw missing(text, tokens[position]?.at);
    position++;
  };

  function sum(depth: number): number {
    if (depth > maxDepth) throw tooDeep(tokens[position]?.at);
    let value = product(depth);
    while (peek() === '+' || peek() === '-') {
      value = take() === '+' ? value + product(depth) : value - product(depth);
    }
    return value;
  }

  function product(depth: number): number {
    let value = signed(depth);
    for (;;) {
      if (peek() === '*') {
        take();
        value *= signed(depth);
      } else if (peek() === '/') {
        take();
        const divisor = signed(depth);
        if (divisor === 0)
          throw new AppError('tool-failed', 'Division by zero has no result.', {
            situation: 'division-by-zero',
          });
        value /= divisor;
      } else if (peek() === '%') {
        take();
        value %= signed(depth);
      } else {
        return value;
      }
    }
  }

  function signed(depth: number): number {
    if (depth > maxDepth) throw tooDeep(tokens[position]?.at);
    if (peek() === '-') {
      take();
      return -signed(depth + 1);
    }
    if (peek() === '+') {
      take();
      return signed(depth + 1);
    }
    const base = atom(depth);
    if (peek() !== '^') return base;
    take();
    return base ** signed(depth + 1);
  }

  function atom(depth: number): number {
    const at = tokens[position]?.at;
    const text = take();
    if (text === undefined) throw wrong('expression-ends-early', 'it ends too early', at);
    if (text === '(') {
      const value = sum(depth + 1);
      expect(')');
      return value;
    }
    if (/^[\d.]/.test(text)) return Number(text);
    const call = Object.hasOwn(functions, text) ? functions[text] : undefined;
    if (call !== undefined) return call(...parameters(depth));
    const constant = Object.hasOwn(constants, text) ? constants[text] : undefined;
    if (constant !== undefined) return constant;
    throw wrong('expression-word-unknown', `“${text}” is not known`, at, text);
  }

  function parameters(depth: number): number[] {
    expect('(');
    const values = [sum(depth + 1)];
    while (peek() === ',') {
      take();
      values.push(sum(depth + 1));
    }
    expect(')');
    return values;
  }

  function end(): void {
    if (position < tokens.length) throw unexpected(peek() ?? '', tokens[position]?.at);
  }

  return { sum, end };
}

type Place = number | undefined;

function unexpected(text: string, at: Place): AppError {
  return wrong('expression-unexpected', `unexpected “${text}”`, at, text);
}

function missing(text: string, at: Place): AppError {
  const situation = at === undefined ? 'expression-missing-at-end' : 'expression-missing';
  return wrong(situation, `“${text}” is missing`, at, text);
}

function tooDeep(at: Place): AppError {
  return wrong('expression-too-deep', 'it is nested too deeply', at);
}

function wrong(situation: ErrorSituation, what: string, at: Place, text?: string): AppError {
  const where = at === undefined ? 'at the end' : `at character ${at + 1}`;
  return new AppError('tool-failed', `The expression cannot be read: ${what}, ${where}.`, {
    situation,
    details: { text, at: at === undefined ? undefined : at + 1 },
  });
}
