import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingSignIn } from '../../../shared/contract/mcp-sign-in.ts';

/** Who says who the person is, what would be opened, and what would be allowed: what is new apart. */
export function SignInAsks({ pending }: { readonly pending: PendingSignIn }) {
  const { t } = useTranslation();
  const { issuer, host, url, scopes } = pending;
  return (
    <dl className="divide-y divide-border rounded-lg border border-border text-sm">
      <Row name={t('servers.signIn.issuer')}>
        <strong className="font-mono">{issuer}</strong>
      </Row>
      {host !== issuer && (
        <Row name={t('servers.signIn.page')}>
          <strong className="font-mono">{host}</strong>
        </Row>
      )}
      <Row name={t('servers.signIn.scopes')}>
        {scopes.length === 0 ? (
          t('servers.signIn.noScopes')
        ) : (
          <ul className="flex flex-col gap-1">
            {scopes.map(({ name, isNew }) => (
              <li key={name} className="font-mono">
                {name}
                {isNew && (
                  <span className="ml-2 rounded border border-warning px-1 font-sans text-xs text-warning">
                    {t('servers.signIn.isNew')}
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Row>
      <Row name={t('servers.signIn.address')}>
        <span className="font-mono text-xs">{url.replace(/\?.*$/s, '')}</span>
        <details className="text-xs">
          <summary className="w-fit rounded py-1 text-muted hover:text-text">
            {t('servers.signIn.wholeAddress')}
          </summary>
          <span className="font-mono">{url}</span>
        </details>
      </Row>
    </dl>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5 px-3 py-2">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
