import type { TFunction } from 'i18next';
import type { FieldFault, FormField } from '../../shared/contract/mcp-questions.ts';
import { isRecord } from '../../shared/is-record.ts';

/** What fits into a field, as far as the server says; null: anything. */
export function limitsOf(field: FormField, t: TFunction): string | null {
  switch (field.type) {
    case 'text':
      if (field.pattern !== undefined)
        return t('questions.limits.pattern', { pattern: field.pattern });
      return between('length', field.minLength || undefined, field.maxLength, t);
    case 'number':
      return between('number', field.minimum, field.maximum, t);
    case 'choices':
      return between('choices', field.minItems || undefined, field.maxItems, t);
    case 'switch':
    case 'choice':
      return null;
  }
}

function between(
  what: 'length' | 'number' | 'choices',
  least: number | undefined,
  most: number | undefined,
  t: TFunction,
): string | null {
  if (least !== undefined && most !== undefined)
    return t(`questions.limits.${what}.between`, { least, most });
  if (least !== undefined) return t(`questions.limits.${what}.least`, { least });
  return most === undefined ? null : t(`questions.limits.${what}.most`, { most });
}

/** What is wrong with what stands in a field, and so what to do. */
export function faultWords(fault: FieldFault, field: FormField, t: TFunction): string {
  switch (fault) {
    case 'missing':
      return t('questions.faults.missing');
    case 'wrong-type':
      return t(field.type === 'number' ? 'questions.faults.notNumber' : 'questions.faults.other');
    case 'not-email':
      return t('questions.faults.email');
    case 'not-uri':
      return t('questions.faults.uri');
    case 'not-date':
      return t('questions.faults.date');
    case 'not-date-time':
      return t('questions.faults.moment');
    case 'not-whole':
      return t('questions.faults.whole');
    case 'no-option':
      return t('questions.faults.option');
    case 'not-like-pattern':
    case 'too-short':
    case 'too-long':
    case 'too-small':
    case 'too-large':
    case 'too-few':
    case 'too-many': {
      const limits = limitsOf(field, t);
      return limits === null
        ? t('questions.faults.other')
        : t('questions.faults.limits', { limits });
    }
  }
}

/** The faults that the core tells of, by the name of their field. */
export function faultsIn(details: unknown): Readonly<Record<string, FieldFault>> {
  const fields = isRecord(details) ? details['fields'] : undefined;
  // Said by our own core, which the page believes.
  return isRecord(fields) ? (fields as Record<string, FieldFault>) : {};
}
