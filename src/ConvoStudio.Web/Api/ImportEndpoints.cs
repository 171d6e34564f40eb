using ConvoStudio.Application.Imports;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ConvoStudio.Web.Api;

/// <summary>Uploads of conversations: JSON lines, plain or packed, as the body itself or as the file of a form.</summary>
internal static class ImportEndpoints
{
    private static readonly string[] Types = ["application/x-ndjson", "application/jsonl", "application/gzip", "application/x-gzip", "application/octet-stream"];

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        // The service counts the bytes; the server's own limit would cut large files off without a word.
        api.MapPost("/imports", StartAsync).WithMetadata(new DisableRequestSizeLimitAttribute()).Is(new(
            UseCase.ImportConversations, "Import conversations", StatusCodes.Status202Accepted, typeof(ImportStartedView),
            Description: "Send JSON lines as application/x-ndjson or application/gzip (fileName in the query), or multipart/form-data with one file. A job reads it; follow it at /api/v1/jobs/{jobId}."));
        api.MapGet("/imports/{id:guid}", GetAsync).Is(new(
            UseCase.ReadJobs, "Read an import", StatusCodes.Status200OK, typeof(ImportView), Description: "skip and take page through its bad lines."));
    }

    private static async Task<IResult> StartAsync(string? fileName, HttpContext context, ImportService imports)
    {
        var (name, content) = await OpenAsync(context, fileName);
        await using (content)
        {
            var import = await imports.StartAsync(context.KeyActor(), name, content, context.RequestAborted);
            context.Response.Headers.Location = $"/api/v1/jobs/{import.JobId}";
            return TypedResults.Json(new ImportStartedView(import.Id, import.JobId), ApiAnswerJson.Default.ImportStartedView, statusCode: StatusCodes.Status202Accepted);
        }
    }

    private static async Task<IResult> GetAsync(Guid id, int? skip, int? take, HttpContext context, ImportService imports)
    {
        var import = await imports.GetAsync(context.KeyActor(), id, context.RequestAborted);
        var bad = await imports.BadLinesAsync(context.KeyActor(), id, skip ?? 0, take ?? 100, context.RequestAborted);
        return TypedResults.Json(ImportView.Of(import, bad), ApiAnswerJson.Default.ImportView);
    }

    private static async Task<(string Name, Stream Content)> OpenAsync(HttpContext context, string? fileName)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
            throw Unsupported();
        if (Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return (fileName ?? (type.MediaType.Value!.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? "upload.jsonl.gz" : "upload.jsonl"), context.Request.Body);
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            throw Unsupported();
        // Section by section: the file goes to its place as it comes and is never held in memory.
        var sections = new MultipartReader(boundary, context.Request.Body);
        while (await sections.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            if (section.AsFileSection() is { FileStream: { } file } part)
                return (fileName ?? part.FileName, file);
        }

        throw new ValidationException("file", "The form holds no file.");
    }

    private static BadHttpRequestException Unsupported() => new("Not a type of import.", StatusCodes.Status415UnsupportedMediaType);
}
