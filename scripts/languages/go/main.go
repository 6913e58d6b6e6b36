// Users sign in and keep photos in a folder of their own; curators see all of them; a tenant's users share plans.
package main

import (
	"fmt"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-cognito-pools/cdk-cognito-pools-go/cdkcognitopools"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Photos"), nil)
	photos := awss3.NewBucket(stack, jsii.String("Photos"), &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		EnforceSSL:        jsii.Bool(true),
	})

	auth := cdkcognitopools.NewUserPoolPlusIdentityPool(stack, jsii.String("Auth"), &cdkcognitopools.UserPoolPlusIdentityPoolProps{
		SignIn:           cdkcognitopools.SignIn_Email(),
		Groups:           jsii.Strings("curators"),
		CustomAttributes: &map[string]cdkcognitopools.CustomAttribute{"tenantId": cdkcognitopools.CustomAttribute_String(nil)},
		SessionTags:      &map[string]cdkcognitopools.TokenClaim{"tenantId": cdkcognitopools.TokenClaim_CustomAttribute(jsii.String("tenantId"), nil)},
	})
	auth.AddSinglePageAppClient(jsii.String("web"), nil)

	own := cdkcognitopools.OwnObjectGrants_FromBucket(photos, &cdkcognitopools.OwnObjectOptions{Prefix: jsii.String("users")})
	own.ReadWrite(auth.Authenticated())
	own.ReadAll(auth.Group(jsii.String("curators"), nil))
	cdkcognitopools.OwnObjectGrants_FromBucket(photos, &cdkcognitopools.OwnObjectOptions{
		Prefix: jsii.String("tenants"),
		Owner:  cdkcognitopools.Owner_SessionTag(jsii.String("tenantId")),
	}).Read(auth.Authenticated())

	// What users may do is read from the synthesized template, before anything is deployed.
	access := cdkcognitopools.AccessModel_FromStack(stack)
	bucket := *photos.BucketArn()
	blue := access.User(&cdkcognitopools.AccessUserOptions{Claims: &map[string]*string{"custom:tenantId": jsii.String("blue")}})
	green := access.User(&cdkcognitopools.AccessUserOptions{Claims: &map[string]*string{"custom:tenantId": jsii.String("green")}})
	curator := access.User(&cdkcognitopools.AccessUserOptions{Groups: jsii.Strings("curators")})
	ofTenants := &cdkcognitopools.AccessRequestOptions{Context: &map[string]interface{}{"s3:prefix": "tenants/"}}

	expect(blue, "s3:GetObject", bucket+"/users/${cognito-identity.amazonaws.com:sub}/a.jpg", nil, cdkcognitopools.AccessVerdict_ALLOWED)
	expect(blue, "s3:GetObject", bucket+"/users/somebody-else/a.jpg", nil, cdkcognitopools.AccessVerdict_DENIED)
	expect(curator, "s3:GetObject", bucket+"/users/somebody-else/a.jpg", nil, cdkcognitopools.AccessVerdict_ALLOWED)
	expect(blue, "s3:GetObject", bucket+"/tenants/blue/plan.pdf", nil, cdkcognitopools.AccessVerdict_ALLOWED)
	expect(blue, "s3:GetObject", bucket+"/tenants/green/plan.pdf", nil, cdkcognitopools.AccessVerdict_DENIED)
	expect(blue, "s3:ListBucket", bucket, ofTenants, cdkcognitopools.AccessVerdict_DENIED)
	expect(access.Guest(nil), "s3:GetObject", bucket+"/users/somebody-else/a.jpg", nil, cdkcognitopools.AccessVerdict_DENIED)
	if verdict := blue.IsolationFrom(green).Verdict(); verdict != cdkcognitopools.IsolationVerdict_PROVED {
		panic(fmt.Sprintf("expected %s, received %s", cdkcognitopools.IsolationVerdict_PROVED, verdict))
	}

	// A group that there is not: the app ends with the message of the library.
	if os.Getenv("MISTAKE") != "" {
		auth.Group(jsii.String("auditors"), nil)
	}
}

func expect(subject cdkcognitopools.AccessSubject, action, resource string, options *cdkcognitopools.AccessRequestOptions, expected cdkcognitopools.AccessVerdict) {
	if verdict := subject.Can(jsii.String(action), jsii.String(resource), options).Verdict(); verdict != expected {
		panic(fmt.Sprintf("expected %s, received %s", expected, verdict))
	}
}
