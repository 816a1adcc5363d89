import type { Vendor } from '../http/vendor.ts';

export const vendor: Vendor = { id: 'google', name: 'Google Gemini' };
