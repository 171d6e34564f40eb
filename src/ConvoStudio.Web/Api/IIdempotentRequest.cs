namespace ConvoStudio.Web.Api;

/// <summary>A request that may be sent again after an answer was lost.</summary>
internal interface IIdempotentRequest
{
    string? IdempotencyKey { get; }
}
