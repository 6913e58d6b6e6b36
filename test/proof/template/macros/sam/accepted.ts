/**
 * Where the expansion differs from the transform, by input and logical id, and why that is right. A difference that is gone has to be
 * taken off this list.
 */
export const ACCEPTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'state-machine-events': { Api: "the transform writes 'null' for the stage in the policy of a method, which API Gateway refuses" },
};
