/** The operations whose cells say whether something is so: 1 or 0. They are written in square brackets. @type {Record<string, string>} */
export const COMPARISONS = {
  greater: ">",
  greater_equal: "≥",
  less: "<",
  less_equal: "≤",
  equal: "=",
  not_equal: "≠",
};
