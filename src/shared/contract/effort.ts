import { z } from 'zod';
import { efforts } from '../efforts.ts';

export const effortSchema = z.enum(efforts);
export type Effort = z.infer<typeof effortSchema>;
