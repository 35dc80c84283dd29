package vn.mocua.portal.registration;

import java.util.List;
import java.util.Optional;
import vn.mocua.portal.journey.Ending;
import vn.mocua.portal.journey.Refusal;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/**
 * What another room makes of a proof of who somebody is: the methods of registration again, under an address of that
 * room and with an end of its own. A room declares one as a bean.
 */
public interface ProofTaker {

    /** Below which each method has its pages, such as {@code /forgot-password/prove}. */
    String path();

    /** Where someone goes who has no draft there. */
    String home();

    /** The steps of a method as this room asks them. */
    List<Step<Registration, ?>> steps(List<Step<Registration, ?>> own);

    /** Looked at after every advance: a reason to stop. */
    Optional<Refusal> guard(Registration known, Visit visit);

    /** In one transaction, once no step is left. */
    Ending finish(Registration known, Visit visit);
}
