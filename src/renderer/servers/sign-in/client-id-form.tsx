import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { oauthSecretOf } from '../form-config.ts';

export interface ClientIdFormProps {
  readonly server: string;
  readonly onSaved: () => void;
}

/** Where nobody can be registered from here: what a person was told when they registered Tina there. */
export function ClientIdForm({ server, onSaved }: ClientIdFormProps) {
  const { t } = useTranslation();
  const { mcp } = usePage().bridge.client;
  const [problem, setProblem] = useState<string | null>(null);

  async function save(form: FormData): Promise<void> {
    const clientId = textIn(form, 'clientId').trim();
    const secret = textIn(form, 'clientSecret');
    if (clientId === '') return setProblem(t('servers.form.faults.clientIdMissing'));
    try {
      const config = (await mcp.servers()).servers.find(({ id }) => id === server);
      if (config?.transport.type !== 'http') return setProblem(t('servers.gone'));
      const { id: _, ...from } = config;
      const { transport } = config;
      const name = oauthSecretOf(transport.oauth);
      const oauth = {
        ...transport.oauth,
        clientId,
        ...(secret === '' ? {} : { clientSecret: { secret: name } }),
      };
      const secrets = secret === '' ? {} : { [name]: secret };
      await mcp.update({
        server,
        config: { ...from, transport: { ...transport, oauth } },
        from,
        secrets,
      });
    } catch (failure) {
      return setProblem(sayError(toAppError(failure)));
    }
    onSaved();
  }

  return (
    <form
      noValidate
      autoComplete="off"
      className="flex flex-col gap-3"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget)); // says its error
      }}
    >
      <p className="text-sm text-muted">{t('servers.signIn.clientHint')}</p>
      <TextField
        name="clientId"
        label={t('servers.signIn.fields.clientId')}
        error={problem}
        spellCheck={false}
        autoCapitalize="none"
        maxLength={2048}
        onInput={() => setProblem(null)}
      />
      <TextField
        name="clientSecret"
        label={t('servers.signIn.fields.clientSecret')}
        hint={t('servers.signIn.secretHint')}
        type="password"
        autoComplete="off"
        data-1p-ignore
        data-lpignore="true"
        maxLength={8192}
      />
      <Button type="submit" className="self-start">
        {t('servers.signIn.saveClient')}
      </Button>
    </form>
  );
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
