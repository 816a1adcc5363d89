import { useTranslation } from 'react-i18next';
import type { HttpTransport } from '../../../shared/contract/mcp-server.ts';
import { TextField } from '../../ui/field.tsx';

export interface SignInFieldsProps {
  readonly oauth: HttpTransport['oauth'];
  readonly problemAt: (name: string) => string | null;
}

/** How Tina is known where people sign in to a server; most need none of it. */
export function SignInFields({ oauth = {}, problemAt }: SignInFieldsProps) {
  const { t } = useTranslation();
  const { clientId = '', clientSecret, scopes = [], metadataDocumentUrl = '' } = oauth;
  const plain = { spellCheck: false, autoCapitalize: 'none' } as const;
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-lg py-1.5 text-muted hover:text-text">
        {t('servers.signIn.fields.title')}
      </summary>
      <div className="flex flex-col gap-4 pt-2">
        <p className="text-muted">{t('servers.signIn.fields.hint')}</p>
        <div className="grid gap-4 @md:grid-cols-2">
          <TextField
            {...plain}
            name="oauthClientId"
            label={t('servers.signIn.fields.clientId')}
            error={problemAt('oauthClientId')}
            maxLength={2048}
            defaultValue={clientId}
          />
          <TextField
            name="oauthSecret"
            label={t('servers.signIn.fields.clientSecret')}
            hint={t('servers.form.secretHint')}
            type="password"
            autoComplete="off"
            data-1p-ignore
            data-lpignore="true"
            maxLength={8192}
            {...(clientSecret === undefined ? {} : { placeholder: t('servers.form.kept') })}
          />
          <TextField
            {...plain}
            name="oauthScopes"
            label={t('servers.signIn.fields.scopes')}
            hint={t('servers.signIn.fields.scopesHint')}
            defaultValue={scopes.join(' ')}
          />
          <TextField
            {...plain}
            name="oauthDocument"
            label={t('servers.signIn.fields.document')}
            hint={t('servers.signIn.fields.documentHint')}
            error={problemAt('oauthDocument')}
            inputMode="url"
            placeholder="https://"
            maxLength={2048}
            defaultValue={metadataDocumentUrl}
          />
        </div>
      </div>
    </details>
  );
}
