import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceTemplate, ServerResource } from '../../shared/contract/mcp-resources.ts';
import { parseUriTemplate } from '../../shared/uri-template.ts';
import { sayError } from '../i18n/say-core.ts';
import { Segments } from '../servers/segments.tsx';
import { Button } from '../ui/button.tsx';
import { byteSize } from '../ui/byte-size.ts';
import { inputClass } from '../ui/field.tsx';
import { TemplateForm } from './template-form.tsx';
import { useResourceList } from './use-resource-list.ts';
import { useTemplates } from './use-templates.ts';

/** Something of a server that can be read. */
export interface Readable {
  readonly uri: string;
  readonly title: string;
}

export interface ResourceBrowserProps {
  readonly server: string;
  /** Another one: all is read again. */
  readonly revision: number;
  /** What can be done with each. */
  readonly renderActions: (resource: ServerResource, canFollow: boolean) => ReactNode;
  /** What is done with an address that was made of a template. */
  readonly doing: string;
  readonly isBusy: boolean;
  readonly onMade: (made: Readable) => void;
  readonly searchRef?: RefObject<HTMLInputElement | null>;
}

/** What a server lists, to be searched, and what it makes of words. The arrows go from one to the next. */
export function ResourceBrowser(props: ResourceBrowserProps) {
  const { server, revision, renderActions, doing, isBusy, onMade, searchRef } = props;
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState('');
  const [filled, setFilled] = useState<ResourceTemplate | null>(null);
  const { found, isLoading, error, loadMore } = useResourceList(server, query, revision);
  const templates = useTemplates(server, revision);
  // Once there was something to be searched, or somebody is to type at once, the field stays: it may have the focus.
  const [isSearchable, setSearchable] = useState(searchRef !== undefined);
  if (!isSearchable && found !== null && found.total > 0) setSearchable(true);
  const heading = useId();
  const parsed = filled === null ? null : parseUriTemplate(filled.template);
  if (filled !== null && parsed !== null)
    return (
      <TemplateForm
        server={server}
        template={filled}
        parsed={parsed}
        doing={doing}
        isBusy={isBusy}
        onAddress={(uri) => onMade({ uri, title: filled.title })}
        onCancel={() => setFilled(null)}
      />
    );
  const amount = (count: number) => count.toLocaleString(i18n.language);
  return (
    <div className="flex flex-col gap-3" onKeyDown={goOn}>
      {isSearchable && (
        <input
          ref={searchRef}
          type="search"
          aria-label={t('resources.search')}
          placeholder={t('resources.search')}
          value={query}
          maxLength={200}
          onChange={(event) => setQuery(event.target.value)}
          data-resource-step
          className={inputClass}
        />
      )}
      <p role="status" className="text-xs text-muted tabular-nums">
        {found === null
          ? isLoading
            ? t('resources.loading')
            : ''
          : found.total === 0
            ? t(query === '' ? 'resources.none' : 'resources.nothingFound')
            : t('resources.count', { count: found.total, amount: amount(found.total) })}
        {found?.hasMore === true && ` ${t('resources.cut')}`}
      </p>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {sayError(error)}
        </p>
      )}
      {found !== null && found.resources.length > 0 && (
        <ul
          aria-label={t('resources.list')}
          className="divide-y divide-border rounded-xl border border-border"
        >
          {found.resources.map((resource) => (
            <Row
              key={resource.uri}
              of={resource}
              facts={[
                resource.mediaType,
                resource.bytes === undefined ? undefined : byteSize(resource.bytes, i18n.language),
              ]}
            >
              {renderActions(resource, found.canFollow)}
            </Row>
          ))}
        </ul>
      )}
      {found !== null && found.resources.length < found.total && (
        <Button className="self-start" aria-disabled={isLoading} onClick={loadMore}>
          {t('resources.more', { amount: amount(found.total - found.resources.length) })}
        </Button>
      )}
      {templates.length > 0 && query === '' && (
        <section aria-labelledby={heading} className="flex flex-col gap-2">
          <h3 id={heading} className="text-sm font-semibold">
            {t('resources.templates')}
          </h3>
          <ul className="divide-y divide-border rounded-xl border border-border">
            {templates.map((template) => (
              <Row key={template.template} of={template} facts={[template.mediaType]}>
                {parseUriTemplate(template.template) === null ? (
                  <p className="text-xs text-muted">{t('resources.notUnderstood')}</p>
                ) : (
                  <Button
                    data-resource-step
                    aria-label={t('resources.fillOf', { title: template.title })}
                    onClick={() => setFilled(template)}
                  >
                    {t('resources.fill')}
                  </Button>
                )}
              </Row>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface RowProps {
  readonly of: Pick<ServerResource, 'title' | 'address' | 'description'>;
  readonly facts: readonly (string | undefined)[];
  readonly children: ReactNode;
}

function Row({ of: { title, address, description }, facts, children }: RowProps) {
  const known = facts.filter((fact) => fact !== undefined);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-3">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-0.5 text-xs text-muted">
        <p className="text-sm font-medium [overflow-wrap:anywhere] text-text">{title}</p>
        <p>
          <Segments segments={address} />
          {known.length > 0 && <span className="tabular-nums"> · {known.join(' · ')}</span>}
        </p>
        {description.length > 0 && (
          <p className="line-clamp-3">
            <Segments segments={description} />
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </li>
  );
}

/** From the field to what was found, and on. */
function goOn(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-resource-step]')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[at + step];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
