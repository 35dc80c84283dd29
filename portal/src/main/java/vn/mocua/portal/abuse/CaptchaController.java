package vn.mocua.portal.abuse;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows and speaks captchas, and renews them for a page's script; without script the form's own page does. */
@RestController
class CaptchaController {

    /** What a page's script puts in the place of the old captcha. */
    record Renewed(String token, String picture, String sound) {}

    private static final MediaType WAV = MediaType.valueOf("audio/wav");

    private final Captchas captchas;

    CaptchaController(Captchas captchas) {
        this.captchas = captchas;
    }

    @GetMapping("/captcha/{token}.png")
    ResponseEntity<Resource> picture(@PathVariable String token) {
        return found(MediaType.IMAGE_PNG, captchas.picture(token));
    }

    /** A resource, because then the answer serves ranges, without which Safari plays no sound. */
    @GetMapping("/captcha/{token}.wav")
    ResponseEntity<Resource> sound(@PathVariable String token, @RequestParam(defaultValue = "vi") String lang) {
        return found(WAV, captchas.sound(token, lang));
    }

    @PostMapping("/captcha/renew")
    ResponseEntity<Renewed> renew(@RequestParam(required = false) @Nullable String captchaToken) {
        return captchas.renew(captchaToken)
                .map(fresh -> new Renewed(fresh.token(), fresh.pictureUrl(), fresh.soundUrl()))
                .map(renewed ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(renewed))
                .orElseGet(() -> ResponseEntity.notFound()
                        .cacheControl(CacheControl.noStore())
                        .build());
    }

    private static ResponseEntity<Resource> found(MediaType type, Optional<byte[]> content) {
        return content.<ResponseEntity<Resource>>map(bytes -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(type)
                        .body(new ByteArrayResource(bytes)))
                .orElseGet(() -> ResponseEntity.notFound()
                        .cacheControl(CacheControl.noStore())
                        .build());
    }
}
