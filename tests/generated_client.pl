#!/usr/bin/perl
# Takes a request from its creation to the approval with a client that OpenAPI::Client (Debian: libopenapi-client-perl) makes out of
# the document that the program serves. Only names out of that document are used here; the client checks what it sends against it,
# and this script what is answered.
#
#   generated_client.pl ADDRESS <PLAN
#
# PLAN is JSON: { "password", "drafter", "approvers", "approval", "content" }. Prints the request as its drafter sees it in the end.
use strict;
use warnings;
use File::Temp;

# The meta-schema of OpenAPI 3.1 would come from the internet. That the document is of 3.1 is tested elsewhere, so that an empty one,
# which has nothing against any document, stands in its place; its name is the MD5 of its address.
my $cache;

BEGIN {
    $cache = File::Temp->newdir;
    open my $schema, '>', "$cache/33912dbbde6e1d936140f1c82b283d01" or die $!;
    print $schema '{}';
    close $schema or die $!;
    $ENV{JSON_VALIDATOR_CACHE_PATH} = "$cache";
}

use Mojo::JSON qw(decode_json encode_json);
use OpenAPI::Client;

my $address = shift // die "an address is missing\n";
my $plan = decode_json(do { local $/; <STDIN> });
my $client = OpenAPI::Client->new("$address/api/v1/openapi.json");
$client->base_url(Mojo::URL->new($address));
my $token;
$client->ua->on(start => sub {
    my ($ua, $tx) = @_;
    $tx->req->headers->authorization("Bearer $token") if $token;
});

# Calls one operation and returns what it answers, which has to have the shape that the document gives it.
sub call {
    my ($operation, $parameters) = @_;
    my $tx = $client->$operation($parameters);
    my ($status, $answer) = ($tx->res->code, $tx->res->json);
    die "$operation: $status ", $tx->res->body, "\n" if $tx->error;
    my ($route) = grep { $_->{operation_id} eq $operation } @{ $client->validator->routes };
    my @errors = $client->validator->validate_response(
        [ @$route{qw(method path)}, $status ],
        { body => sub { +{ content_type => 'application/json', exists => 1, value => $answer } } },
    );
    die "$operation: @errors\n" if @errors;
    return $answer;
}

sub sign_in {
    my ($login) = @_;
    $token = undef;
    $token = call(issue_token => { body => { login => $login, password => $plan->{password} } })->{token};
}

my $performed;

sub act {
    my ($action) = @_;
    my $seen = sprintf '"v%d"', $performed->{version};
    $performed = call(act_on_request => { id => $performed->{request}, 'If-Match' => $seen, body => $action });
}

sign_in($plan->{drafter});
$performed = call(create_request => { body => $plan->{content} });
act({ action => 'submit' });
for my $approver (@{ $plan->{approvers} }) {
    sign_in($approver);
    act($plan->{approval});
}
sign_in($plan->{drafter});
print encode_json(call(show_request => { id => $performed->{request} })), "\n";
