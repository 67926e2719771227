// The suite's cases.
