using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Persistence;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConvoStudio.Web.Api;

/// <summary>A JSON body, read once: its value for the use case, its bytes for the identity of the request.</summary>
internal readonly record struct ApiBody<T>(T Value, ReadOnlyMemory<byte> Bytes)
    where T : class
{
    /// <summary>Checks that begin; an endpoint adds its own and then throws.</summary>
    public FieldErrors Check() => new();
}

internal static class ApiBody
{
    private const int MaximumKeyLength = 200;

    /// <exception cref="ValidationException">Not JSON, an unknown field, or a value of another type; the field is named.</exception>
    /// <exception cref="BadHttpRequestException">Too large, or not JSON by its content type.</exception>
    public static async ValueTask<ApiBody<T>> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);
        var bytes = await ReadBytesAsync(context);
        try
        {
            return new(JsonSerializer.Deserialize(bytes.Span, type) ?? throw new ValidationException("body", "Send a JSON object."), bytes);
        }
        catch (JsonException exception)
        {
            var (field, message) = ApiJsonError.Of(exception, type);
            throw new ValidationException(field, message);
        }
    }

    /// <summary>As above, for a request that may be repeated: its idempotency key must be there.</summary>
    public static async ValueTask<(T Value, RequestIdentity Identity)> ReadAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, string operation, Action<T, FieldErrors>? check = null)
        where T : class, IIdempotentRequest
    {
        var body = await ReadAsync(context, type);
        var key = body.Value.IdempotencyKey;
        if (check is not null || key is not { Length: >= 1 and <= MaximumKeyLength })
        {
            var errors = new FieldErrors().Require(key is { Length: >= 1 and <= MaximumKeyLength }, "idempotencyKey", "Must have 1 to 200 characters; a repeated request carries the same one.");
            check?.Invoke(body.Value, errors);
            errors.ThrowIfAny();
        }

        return (body.Value, RequestIdentity.Of(key!, operation, body.Bytes.Span));
    }

    /// <summary>An answer as it is stored, byte for byte.</summary>
    public static Task WriteAsync(HttpContext context, Answer answer, int status)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        if (answer.Repeated)
            response.Headers["Idempotent-Replay"] = Replay;
        return response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }

    private static readonly StringValues Replay = "true";

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context)
    {
        var limit = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.MaximumBodyBytes;
        if (context.Request.ContentLength > limit)
            throw TooLarge(limit);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw TooLarge(limit);
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static RequestTooLargeException TooLarge(int limit) => new(limit);
}
