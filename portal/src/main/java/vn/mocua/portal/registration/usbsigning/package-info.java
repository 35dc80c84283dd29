/** Registering by the signature of a certificate in a USB token: docs/protocols/usb-signing.md. */
@ApplicationModule(
        allowedDependencies = {"identity", "journey", "registration", "signing", "account", "information", "page"})
@NullMarked
package vn.mocua.portal.registration.usbsigning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
