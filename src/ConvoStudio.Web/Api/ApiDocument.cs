using System.Text.Json;
using System.Text.Json.Nodes;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace ConvoStudio.Web.Api;

/// <summary>The OpenAPI document, made from what each endpoint says it does, and the page that shows it.</summary>
public static class ApiDocument
{
    private const string Json = "application/json";
    private const string ReferencePath = "/scalar";

    // The reference page's script makes style elements of its own, and starts from one inline script.
    private const string ReferencePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly (int Status, string Meaning)[] KeyErrors =
        [(401, "No key, or one that is unknown or revoked"), (403, "The key lacks the scope"), (429, "Too many requests; see Retry-After")];

    private static readonly (int Status, string Meaning)[] BodyErrors =
        [(400, "Fields that are not right, each by name"), (413, "The body is too large"), (415, "The body is of another type")];

    public static void AddApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.SerializerOptions.Converters.Add(new LowerCaseEnum<Speaker>());
            json.SerializerOptions.Converters.Add(new LowerCaseEnum<FactType>());
            json.SerializerOptions.Converters.Add(new LowerCaseEnum<TraceEventKind>());
            json.SerializerOptions.Converters.Add(new LowerCaseEnum<VerificationMode>());
            json.SerializerOptions.Converters.Add(new LowerCaseEnum<VerifiedRules>());
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        });
        builder.Services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().Any();
            options.AddDocumentTransformer(DescribeDocument);
            options.AddOperationTransformer(DescribeOperationAsync);
        });
    }

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        var reference = app.MapGroup("").AllowAnonymous();
        reference.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = ReferencePolicy;
            return next(context);
        });
        reference.MapScalarApiReference(ReferencePath, scalar =>
        {
            scalar.Title = "ConvoStudio API";
            scalar.DefaultFonts = false;
            scalar.Telemetry = false;
        });
    }

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ConvoStudio API",
            Version = "v1",
            Description =
                "Ask what to say next, report what was said and what came of it. Every POST of a conversation carries an idempotencyKey: the same key with the same body, byte for byte, " +
                "gets the stored answer again with the header Idempotent-Replay, also while the first is under way; with another body it gets 409. " +
                "A POST that makes something answers 201. What was answered is stored. Errors are application/problem+json.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes["apiKey"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyDefaults.Header,
            Description = "A key of the studio with the scope that the operation names.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("apiKey", document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task DescribeOperationAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var said = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().Single();
        operation.Summary = said.Summary;
        operation.Description = $"{said.Description}{(said.Description is null ? "" : " ")}Scope: {string.Join(" or ", said.ScopeWords)}.";
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(context.Description.RelativePath ?? ""), context.Document) };
        operation.Responses = new OpenApiResponses
        {
            [Text(said.Status)] = new OpenApiResponse { Description = "Done", Content = await ContentAsync(said.Answer, null, Json, context, cancellationToken) },
        };
        if (said.Request is not null)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = await ContentAsync(said.Request, said.Example, Json, context, cancellationToken),
            };
        }
        else if (context.Description.RelativePath?.EndsWith("/rule-imports", StringComparison.Ordinal) == true)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = RuleContent() };
        }
        else if (context.Description.RelativePath is "api/v1/imports")
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = ImportContent() };
        }

        var writes = !HttpMethods.IsGet(context.Description.HttpMethod ?? "GET");
        (int Status, string Meaning)[] errors =
        [
            .. operation.RequestBody is null ? [] : BodyErrors, .. KeyErrors,
            .. operation.Parameters is { Count: > 0 } ? [(404, "There is no such thing")] : Array.Empty<(int, string)>(),
            .. writes ? [(409, "The state does not allow it, the version is not the newest, or the idempotency key was used with another body"), (503, "Nothing was taken; see Retry-After")] : Array.Empty<(int, string)>(),
        ];
        foreach (var (status, meaning) in errors)
        {
            operation.Responses[Text(status)] = new OpenApiResponse
            {
                Description = meaning,
                Content = await ContentAsync(typeof(ApiProblem), null, ApiProblem.ContentType, context, cancellationToken),
            };
        }
    }

    private static async Task<IDictionary<string, OpenApiMediaType>> ContentAsync(
        Type? type, string? example, string mediaType, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var content = new OpenApiMediaType { Example = example is null ? null : JsonNode.Parse(example) };
        if (type is not null)
        {
            var schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
            if (type.IsGenericType || context.Document is null)
            {
                content.Schema = schema;
            }
            else
            {
                context.Document.AddComponent(type.Name, schema);
                content.Schema = new OpenApiSchemaReference(type.Name, context.Document);
            }
        }

        return new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [mediaType] = content };
    }

    private static Dictionary<string, OpenApiMediaType> ImportContent()
    {
        var bytes = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        return new(StringComparer.Ordinal)
        {
            ["application/x-ndjson"] = new() { Schema = bytes },
            ["application/gzip"] = new() { Schema = bytes },
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["file"] = bytes } },
            },
        };
    }

    private static Dictionary<string, OpenApiMediaType> RuleContent() => new(StringComparer.Ordinal)
    {
        ["text/plain"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create("cost-first: Before recommend the agent must have said disclose-cost.") },
    };

    // "api/v1/playbooks/{playbook}/actions/{action}" belongs to actions: the last fixed word that names things.
    private static string TagOf(string path)
    {
        string[] things = ["conversations", "decisions", "experiments", "playbooks", "actions", "facts", "rules", "keys", "imports", "jobs"];
        return path.Contains("/rule-", StringComparison.Ordinal) ? "rules" : path.Split('/').LastOrDefault(part => things.Contains(part, StringComparer.Ordinal)) ?? "studio";
    }

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
