package example;

import io.github.cdkcognitopools.AccessModel;
import io.github.cdkcognitopools.AccessRequestOptions;
import io.github.cdkcognitopools.AccessSubject;
import io.github.cdkcognitopools.AccessUserOptions;
import io.github.cdkcognitopools.AccessVerdict;
import io.github.cdkcognitopools.CustomAttribute;
import io.github.cdkcognitopools.IsolationVerdict;
import io.github.cdkcognitopools.OwnObjectGrants;
import io.github.cdkcognitopools.OwnObjectOptions;
import io.github.cdkcognitopools.Owner;
import io.github.cdkcognitopools.SignIn;
import io.github.cdkcognitopools.TokenClaim;
import io.github.cdkcognitopools.UserPoolPlusIdentityPool;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;

/** Users sign in and keep photos in a folder of their own; curators see all of them; a tenant's users share plans. */
public final class PhotosApp {
    public static void main(String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Photos");
        Bucket photos = Bucket.Builder.create(stack, "Photos")
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .build();

        UserPoolPlusIdentityPool auth = UserPoolPlusIdentityPool.Builder.create(stack, "Auth")
            .signIn(SignIn.email())
            .groups(List.of("curators"))
            .customAttributes(Map.of("tenantId", CustomAttribute.string()))
            .sessionTags(Map.of("tenantId", TokenClaim.customAttribute("tenantId")))
            .build();
        auth.addSinglePageAppClient("web");

        OwnObjectGrants own = OwnObjectGrants.fromBucket(photos, OwnObjectOptions.builder().prefix("users").build());
        own.readWrite(auth.getAuthenticated());
        own.readAll(auth.group("curators"));
        OwnObjectGrants.fromBucket(photos, OwnObjectOptions.builder().prefix("tenants").owner(Owner.sessionTag("tenantId")).build())
            .read(auth.getAuthenticated());

        // What users may do is read from the synthesized template, before anything is deployed.
        AccessModel access = AccessModel.fromStack(stack);
        String bucket = photos.getBucketArn();
        AccessSubject blue = access.user(AccessUserOptions.builder().claims(Map.of("custom:tenantId", "blue")).build());
        AccessSubject green = access.user(AccessUserOptions.builder().claims(Map.of("custom:tenantId", "green")).build());
        AccessSubject curator = access.user(AccessUserOptions.builder().groups(List.of("curators")).build());
        AccessRequestOptions ofTenants = AccessRequestOptions.builder().context(Map.of("s3:prefix", "tenants/")).build();

        expectEqual(blue.can("s3:GetObject", bucket + "/users/${cognito-identity.amazonaws.com:sub}/a.jpg").getVerdict(), AccessVerdict.ALLOWED);
        expectEqual(blue.can("s3:GetObject", bucket + "/users/somebody-else/a.jpg").getVerdict(), AccessVerdict.DENIED);
        expectEqual(curator.can("s3:GetObject", bucket + "/users/somebody-else/a.jpg").getVerdict(), AccessVerdict.ALLOWED);
        expectEqual(blue.can("s3:GetObject", bucket + "/tenants/blue/plan.pdf").getVerdict(), AccessVerdict.ALLOWED);
        expectEqual(blue.can("s3:GetObject", bucket + "/tenants/green/plan.pdf").getVerdict(), AccessVerdict.DENIED);
        expectEqual(blue.can("s3:ListBucket", bucket, ofTenants).getVerdict(), AccessVerdict.DENIED);
        expectEqual(access.guest().can("s3:GetObject", bucket + "/users/somebody-else/a.jpg").getVerdict(), AccessVerdict.DENIED);
        expectEqual(blue.isolationFrom(green).getVerdict(), IsolationVerdict.PROVED);

        // A group that there is not: the app ends with the message of the library.
        if (System.getenv("MISTAKE") != null) auth.group("auditors");
    }

    private static void expectEqual(Object received, Object expected) {
        if (received != expected) throw new AssertionError("expected " + expected + ", received " + received);
    }
}
