import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../ui/choice.tsx';
import { newConfig, newRemoteConfig } from './form-config.ts';
import { ServerForm } from './server-form.tsx';
import type { ServerFormProps } from './server-form.tsx';

const places = ['here', 'address'] as const;
type Place = (typeof places)[number];

/** A server that a person describes: a program on this computer, or an address. */
export function NewServerForm({ onSave }: Pick<ServerFormProps, 'onSave'>) {
  const { t } = useTranslation();
  const label = useId();
  const focus = useRef<string | null>(null);
  const [place, setPlace] = useState<Place>('here');
  return (
    <>
      <h3 id={label} className="sr-only">
        {t('servers.form.place')}
      </h3>
      <Choice
        labelledBy={label}
        options={places.map((value) => ({ value, label: t(`servers.form.places.${value}`) }))}
        value={place}
        onChange={setPlace}
      />
      <ServerForm
        key={place}
        config={place === 'here' ? newConfig : newRemoteConfig}
        submit={t('servers.add.submit')}
        isNew
        focus={focus}
        onSave={onSave}
      />
    </>
  );
}
