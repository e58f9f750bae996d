import { frame } from './frame';
import { levers } from './levers';
import { answer } from './answer';
import { happen } from './happen';
import { doubt } from './doubt';
import { takeaway } from './takeaway';
import { model } from './model';
import type { en } from '../en';
import type { Widen } from '../widen';

export const bg: Widen<typeof en> = { frame, levers, answer, happen, doubt, takeaway, model };
