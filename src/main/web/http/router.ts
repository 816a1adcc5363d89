import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FailureLimit } from '../sign-in/failure-limit.ts';
import { sessionCookie } from '../sign-in/session-cookie.ts';
import { type Session, sessionLifetimeMs, type Sessions } from '../sign-in/sessions.ts';
import type { SignInCodes } from '../sign-in/sign-in-codes.ts';
import { signInHtml, signInScript, signInStyle } from '../sign-in/sign-in-page.ts';
import { type Access, maxBodyBytes } from './check-request.ts';
import { readJsonBody } from './read-json-body.ts';
import { respond, respondJson } from './respond.ts';
import { answerArtifact, isArtifactPath } from '../../door/page/answer-artifact.ts';
import type { LoadArtifact } from '../../door/page/answer-artifact.ts';
import { pageContentSecurityPolicy } from '../../door/page/security-headers.ts';
import { signInContentSecurityPolicy } from '../sign-in/sign-in-policy.ts';
import type { StaticFiles } from '../../door/page/static-files.ts';

export interface RouterParts {
  readonly port: number;
  readonly files: StaticFiles;
  /** What tools gave that is no text. */
  readonly artifacts: LoadArtifact;
  readonly sessions: Sessions;
  readonly codes: SignInCodes;
  readonly failures: FailureLimit;
  readonly clock: Pick<Clock, 'now'>;
  /** A fresh link for whoever knows the instance secret. */
  signInLink(): string;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly session: Session | undefined;
}

interface Route {
  readonly access: Access;
  answer(parts: RouterParts, exchange: Exchange): Promise<void> | void;
}

/** Who may use a path. What is not in the table belongs to the page. */
export function accessOf(method: string, path: string | null): Access {
  return findRoute(method, path)?.access ?? 'session';
}

/** Answers a request that was let in. */
export async function route(parts: RouterParts, path: string, exchange: Exchange): Promise<void> {
  const found = findRoute(exchange.request.method ?? '', path);
  if (found !== undefined) await found.answer(parts, exchange);
  else await answerFile(parts, path, exchange);
}

function findRoute(method: string, path: string | null): Route | undefined {
  return routes.get(`${method === 'HEAD' ? 'GET' : method} ${path}`);
}

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    'GET /healthz',
    { access: 'public', answer: (_, { response }) => respondJson(response, 200, { ok: true }) },
  ],
  ['GET /sign-in', { access: 'public', answer: page(signInHtml, 'text/html') }],
  ['GET /sign-in.js', { access: 'public', answer: page(signInScript, 'text/javascript') }],
  ['GET /sign-in.css', { access: 'public', answer: page(signInStyle, 'text/css') }],
  ['GET /', { access: 'public', answer: ownPage('/index.html') }],
  ['GET /quick', { access: 'public', answer: ownPage('/quick.html') }],
  ['GET /auth/session', { access: 'public', answer: answerSession }],
  ['POST /auth/exchange', { access: 'public', answer: answerExchange }],
  ['POST /auth/sign-out', { access: 'session', answer: answerSignOut }],
  ['POST /instance/sign-in-link', { access: 'instance', answer: answerSignInLink }],
]);

function page(body: string, type: string): Route['answer'] {
  return (_, { response }) =>
    respond(response, 200, body, {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Security-Policy': signInContentSecurityPolicy,
    });
}

/** A page of the app; whoever is not signed in is sent to where that is done. */
function ownPage(file: string): Route['answer'] {
  return async (parts, exchange) => {
    if (exchange.session === undefined)
      return respond(exchange.response, 302, '', { Location: '/sign-in' });
    await answerFile(parts, file, exchange);
  };
}

function answerSession(_: RouterParts, { response, session }: Exchange): void {
  respondJson(response, 200, { signedIn: session !== undefined });
}

const exchangeSchema = z.strictObject({ code: z.string().min(1).max(200) });

async function answerExchange(
  parts: RouterParts,
  { request, response, session }: Exchange,
): Promise<void> {
  const { failures, codes, sessions, port } = parts;
  const body = exchangeSchema.safeParse(await readJsonBody(request, maxBodyBytes));
  if (!body.success || !codes.redeem(body.data.code)) {
    const waitMs = failures.waitMs();
    if (waitMs === 0) {
      failures.failed();
      return respondJson(response, 403, { error: 'wrong-code' });
    }
    return respondJson(
      response,
      429,
      { error: 'too-many-tries' },
      { 'Retry-After': String(Math.ceil(waitMs / 1000)) },
    );
  }
  // Whoever is signed in stays signed in: the other tabs use that session.
  if (session !== undefined) return respond(response, 204);
  const token = await sessions.create();
  respond(response, 204, '', { 'Set-Cookie': sessionCookie(port, token, sessionLifetimeMs) });
}

async function answerSignOut(
  { sessions, port }: RouterParts,
  { response, session }: Exchange,
): Promise<void> {
  if (session !== undefined) await sessions.end(session.id);
  respond(response, 204, '', { 'Set-Cookie': sessionCookie(port, '', 0) });
}

function answerSignInLink({ signInLink }: RouterParts, { response }: Exchange): void {
  respondJson(response, 200, { link: signInLink() });
}

async function answerFile(
  parts: RouterParts,
  path: string,
  { request, response }: Exchange,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new AppError('not-found', 'There is no such page.');
  if (isArtifactPath(path)) {
    const answer = await answerArtifact(path, parts.artifacts);
    if (answer === undefined) throw new AppError('not-found', 'There is no such artifact.');
    return respond(response, 200, answer.body, answer.headers);
  }
  const file = await parts.files.get(path);
  if (file === undefined) throw new AppError('not-found', 'There is no such page.');
  const isPage = path.endsWith('.html');
  const headers = {
    'Content-Type': file.contentType,
    // Names under /assets change with their content.
    'Cache-Control': isPage
      ? 'no-store'
      : path.startsWith('/assets/')
        ? 'private, max-age=31536000, immutable'
        : 'no-cache',
    'Content-Security-Policy': pageContentSecurityPolicy,
    ...(isPage ? {} : { ETag: file.etag }),
  };
  if (!isPage && request.headers['if-none-match'] === file.etag)
    return respond(response, 304, '', headers);
  respond(response, 200, file.body, headers);
}
