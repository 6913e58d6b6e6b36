import { PackageCheck } from '../packaging/check-package';
import type { Step } from './step';

/** The package as its users get it, on this Node: `npm run packaging` has the others. */
export const packagingStep: Step = {
  name: 'the package, packed from a clean clone and installed',
  run: (print) => new PackageCheck(print).brief(),
};
