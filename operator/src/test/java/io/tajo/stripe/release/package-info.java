/** What a release consists of: workflows, versions, licences. */
@NullMarked
package io.tajo.stripe.release;

import org.jspecify.annotations.NullMarked;
