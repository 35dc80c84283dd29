package vn.mocua.portal.page;

import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The words that are in force: the portal's own, and those that its operator put in their place. */
@Configuration(proxyBeanMethods = false)
class WordsInUse {

    /** @param folder empty where the portal's own words are good as they are */
    @Bean
    static Wordings wordings(
            @Value("${mocua.messages.dir:}") String folder, ObjectProvider<ReplacementRule> rules, SpokenTimes times) {
        var own = Wordings.builtIn();
        if (folder.isEmpty()) {
            return own.lasting(times.all());
        }
        var replacements = own.replacementsIn(Path.of(folder));
        rules.forEach(rule -> rule.check(own, replacements));
        return own.with(replacements).lasting(times.all());
    }
}
