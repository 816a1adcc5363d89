import { answerArtifact, isArtifactPath } from '../door/page/answer-artifact.ts';
import type { LoadArtifact } from '../door/page/answer-artifact.ts';
import { commonHeaders, pageContentSecurityPolicy } from '../door/page/security-headers.ts';
import type { StaticFiles } from '../door/page/static-files.ts';
import { origin } from './pages.ts';

/** Answers what a window asks of `app://tina`: a file of the list by its exact name, what a tool gave, and nothing else. */
export function createPageAnswer(
  files: Promise<StaticFiles>,
  artifacts: Promise<LoadArtifact>,
): (request: Pick<Request, 'method' | 'url'>) => Promise<Response> {
  return async ({ method, url }) => {
    const [address = ''] = url.split(/[?#]/, 1);
    const isOurs = address.startsWith(`${origin}/`) && method === 'GET';
    const path = isOurs ? address.slice(origin.length) : '';
    if (isArtifactPath(path)) {
      const answer = await answerArtifact(path, await artifacts);
      if (answer !== undefined)
        return new Response(new Uint8Array(answer.body), {
          headers: { ...commonHeaders, ...answer.headers },
        });
    }
    const file = isOurs ? await (await files).get(path) : undefined;
    const headers = {
      ...commonHeaders,
      'Content-Security-Policy': pageContentSecurityPolicy,
      'Content-Type': file?.contentType ?? 'text/plain; charset=utf-8',
    };
    return file === undefined
      ? new Response('not-found', { status: 404, headers })
      : new Response(new Uint8Array(file.body), { headers });
  };
}
