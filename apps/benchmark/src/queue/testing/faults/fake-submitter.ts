import { openQueue } from '../../open-queue.ts';
import { submitPlan } from '../../submit-plan.ts';
import { fakeRequest, fakeStudy } from '../fake-study.ts';

/** Submits a study of nothing, and says on its standard output when it begins: `fake-submitter ADDRESS EVALUATIONS CELLS`. */
const [address = '', evaluations = '1', cells = '1'] = process.argv.slice(2);
const queue = await openQueue(address);
process.stdout.write('submits\n');
await submitPlan(queue, fakeStudy({ evaluations: Number(evaluations), cells: Number(cells) }), fakeRequest);
await queue.close();
