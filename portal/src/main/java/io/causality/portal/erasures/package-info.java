/** People whose data is deleted: requests, what PostgreSQL knows of them, receipts. */
@org.jspecify.annotations.NullMarked
package io.causality.portal.erasures;
