import { allEvents, allJobs } from '../generated/registry.ts';
import { createCatalog, type Catalog } from './catalog.ts';

/** All that this version knows. */
export const fullCatalog: Catalog = /* @__PURE__ */ createCatalog(allEvents, allJobs);
