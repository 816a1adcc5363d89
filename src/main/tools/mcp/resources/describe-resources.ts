import type {
  ResourceTemplate,
  ServerResource,
} from '../../../../shared/contract/mcp-resources.ts';
import { segmentsOf } from '../../../../shared/hidden-characters.ts';
import { matchesTitle } from '../../../../shared/matches-title.ts';
import { visibleLine } from '../visible-line.ts';
import type { ResourceDefinition, TemplateDefinition } from './parse-resources.ts';

const maxTitle = 200;

/** Whether it is among what was searched for. */
export function isFound(
  { uri, name, title = '', description = '' }: ResourceDefinition,
  query: string,
): boolean {
  return matchesTitle(`${title} ${name} ${uri} ${description}`, query);
}

/** As a page shows it: nothing in it is hidden. */
export function describeResource({
  uri,
  name,
  title,
  description = '',
  mimeType,
  size,
}: ResourceDefinition): Omit<ServerResource, 'followed'> {
  return {
    uri,
    address: segmentsOf(uri).slice(),
    title: titleOf(title, name, uri),
    description: segmentsOf(description).slice(),
    ...(mimeType === undefined ? {} : { mediaType: titleLine(mimeType) }),
    ...(size === undefined ? {} : { bytes: size }),
  };
}

export function describeTemplate({
  uriTemplate,
  name,
  title,
  description = '',
  mimeType,
}: TemplateDefinition): Omit<ResourceTemplate, 'canComplete'> {
  return {
    template: uriTemplate,
    address: segmentsOf(uriTemplate).slice(),
    title: titleOf(title, name, uriTemplate),
    description: segmentsOf(description).slice(),
    ...(mimeType === undefined ? {} : { mediaType: titleLine(mimeType) }),
  };
}

function titleOf(title: string | undefined, name: string, uri: string): string {
  return titleLine(title ?? '') || nameOf(name, uri);
}

/** What it is called, and its address where it has no name. */
export function nameOf(name: string | undefined, uri: string): string {
  return titleLine(name ?? '') || titleLine(uri) || '?';
}

/** A title in one line, as long as a page has room for. */
export function titleLine(title: string): string {
  return visibleLine(title, maxTitle);
}
