import { configure } from '@testing-library/react';

// Machines may be busy: what is waited for comes soon or is a failure all the same.
configure({ asyncUtilTimeout: 10_000 });
