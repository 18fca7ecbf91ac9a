// Code generated from proto/src/main/proto/causality/v1/events.proto by sdks/generate. DO NOT EDIT.

import { typed, type TypedEvent } from "./typed.js";

/** Direction of a swipe. */
export type SwipeGestureDirection = "left" | "right" | "up" | "down";

/** Direction of a scroll. */
export type ScrollEventDirection = "up" | "down";

/** Network of a device. */
export type NetworkType = "wifi" | "cellular_2g" | "cellular_3g" | "cellular_4g" | "cellular_5g" | "ethernet" | "offline";

/** Answer to a permission request. */
export type PermissionResultStatus = "granted" | "denied" | "denied_permanently";

/** How short memory is. */
export type MemoryWarningLevel = "low" | "critical";

/** State of a battery. */
export type BatteryChangeState = "charging" | "discharging" | "full";

/** Kind of client. */
export type Platform = "ios" | "android" | "web" | "backend" | "desktop";

/** A place on the screen, in density-independent pixels from the top left. */
export interface Coordinates {
  /** Distance from the left edge. */
  x?: number;
  /** Distance from the top edge. */
  y?: number;
}

/** One line of an order. */
export interface PurchaseItem {
  /** The shop's id of the product. */
  productId?: string;
  /** Name of the product. */
  productName?: string;
  /** Number of pieces. */
  quantity?: number;
  /** Price of one piece, in hundredths of the currency. */
  priceCents?: number;
}

/** A person signed in. */
export interface UserLogin {
  /** The app's id of the person. */
  userId?: string;
  /** How the person signed in, e.g. password, google, sso. */
  method?: string;
  /** Whether the account was just made. */
  isNewUser?: boolean;
}

/** A person signed in. */
export const userLogin = (fields: UserLogin = {}): TypedEvent => typed("user_login", fields);

/** A person signed out. */
export interface UserLogout {
  /** The app's id of the person. */
  userId?: string;
  /** Why the person signed out, e.g. user, timeout. */
  reason?: string;
}

/** A person signed out. */
export const userLogout = (fields: UserLogout = {}): TypedEvent => typed("user_logout", fields);

/** A person created an account. */
export interface UserSignup {
  /** The app's id of the person. */
  userId?: string;
  /** How the account was made, e.g. password, google, sso. */
  method?: string;
  /** What brought the person to the app. */
  referralSource?: string;
}

/** A person created an account. */
export const userSignup = (fields: UserSignup = {}): TypedEvent => typed("user_signup", fields);

/** A person changed the profile. */
export interface UserProfileUpdate {
  /** The app's id of the person. */
  userId?: string;
  /** Names of the fields that changed, never their values. */
  fieldsUpdated?: readonly string[];
}

/** A person changed the profile. */
export const userProfileUpdate = (fields: UserProfileUpdate = {}): TypedEvent => typed("user_profile_update", fields);

/** A screen came into view. */
export interface ScreenView {
  /** Name of the screen. */
  screenName: string;
  /** Class of the app's code that draws the screen. */
  screenClass?: string;
  /** Screen that was in view before. */
  previousScreen?: string;
  /** Parameters of the screen. */
  params?: Record<string, string>;
}

/** A screen came into view. */
export const screenView = (fields: ScreenView): TypedEvent => typed("screen_view", fields, "params");

/** A screen was left. */
export interface ScreenExit {
  /** Name of the screen. */
  screenName: string;
  /** How long the screen was in view, in ms. */
  durationMs?: number;
  /** Screen that comes into view instead. */
  nextScreen?: string;
}

/** A screen was left. */
export const screenExit = (fields: ScreenExit): TypedEvent => typed("screen_exit", fields);

/** A button was tapped or clicked. */
export interface ButtonTap {
  /** The app's id of the button. */
  buttonId: string;
  /** Text on the button. */
  buttonText?: string;
  /** Screen on which it lies. */
  screenName?: string;
  /** Where it was tapped. */
  coordinates?: Coordinates;
}

/** A button was tapped or clicked. */
export const buttonTap = (fields: ButtonTap): TypedEvent => typed("button_tap", fields);

/** A swipe. */
export interface SwipeGesture {
  /** Direction of the movement. */
  direction?: SwipeGestureDirection;
  /** Screen on which it happened. */
  screenName?: string;
  /** Where the swipe began. */
  start?: Coordinates;
  /** Where the swipe ended. */
  end?: Coordinates;
  /** How long the swipe took, in ms. */
  durationMs?: number;
}

/** A swipe. */
export const swipeGesture = (fields: SwipeGesture = {}): TypedEvent => typed("swipe_gesture", fields);

/** A container was scrolled. */
export interface ScrollEvent {
  /** Screen on which it happened. */
  screenName?: string;
  /** The app's id of the container. */
  containerId?: string;
  /** How far down, in percent of the content. */
  scrollDepthPercent?: number;
  /** Direction of the movement. */
  direction?: ScrollEventDirection;
}

/** A container was scrolled. */
export const scrollEvent = (fields: ScrollEvent = {}): TypedEvent => typed("scroll_event", fields);

/** Text was entered into a field. */
export interface TextInput {
  /** The app's id of the field. */
  fieldId: string;
  /** Kind of the field, e.g. email. */
  fieldType?: string;
  /** Screen on which it lies. */
  screenName?: string;
  /** Number of characters in the field. */
  textLength?: number;
  /** How long the input took, in ms. */
  inputDurationMs?: number;
}

/** Text was entered into a field. */
export const textInput = (fields: TextInput): TypedEvent => typed("text_input", fields);

/** An element was pressed for long. */
export interface LongPress {
  /** The app's id of the element. */
  elementId?: string;
  /** Screen on which it lies. */
  screenName?: string;
  /** Where it was pressed. */
  coordinates?: Coordinates;
  /** How long the press lasted, in ms. */
  durationMs?: number;
}

/** An element was pressed for long. */
export const longPress = (fields: LongPress = {}): TypedEvent => typed("long_press", fields);

/** An element was tapped twice. */
export interface DoubleTap {
  /** The app's id of the element. */
  elementId?: string;
  /** Screen on which it lies. */
  screenName?: string;
  /** Where it was tapped. */
  coordinates?: Coordinates;
}

/** An element was tapped twice. */
export const doubleTap = (fields: DoubleTap = {}): TypedEvent => typed("double_tap", fields);

/** A product was looked at. */
export interface ProductView {
  /** The shop's id of the product. */
  productId: string;
  /** Name of the product. */
  productName?: string;
  /** Category of the product. */
  category?: string;
  /** Price of one piece, in hundredths of the currency. */
  priceCents?: number;
  /** ISO 4217 code of the currency. */
  currency?: string;
  /** What led the person to the product, e.g. search. */
  source?: string;
}

/** A product was looked at. */
export const productView = (fields: ProductView): TypedEvent => typed("product_view", fields);

/** A product was put into the cart. */
export interface AddToCart {
  /** The shop's id of the product. */
  productId: string;
  /** Name of the product. */
  productName?: string;
  /** Number of pieces. */
  quantity?: number;
  /** Price of one piece, in hundredths of the currency. */
  priceCents?: number;
  /** ISO 4217 code of the currency. */
  currency?: string;
  /** The shop's id of the cart. */
  cartId?: string;
}

/** A product was put into the cart. */
export const addToCart = (fields: AddToCart): TypedEvent => typed("add_to_cart", fields);

/** A product was taken out of the cart. */
export interface RemoveFromCart {
  /** The shop's id of the product. */
  productId: string;
  /** Number of pieces. */
  quantity?: number;
  /** The shop's id of the cart. */
  cartId?: string;
  /** Why it was taken out, e.g. user, sold_out. */
  reason?: string;
}

/** A product was taken out of the cart. */
export const removeFromCart = (fields: RemoveFromCart): TypedEvent => typed("remove_from_cart", fields);

/** The checkout began. */
export interface CheckoutStart {
  /** The shop's id of the cart. */
  cartId?: string;
  /** Number of items in the cart. */
  itemCount?: number;
  /** Sum of the cart, in hundredths of the currency. */
  totalCents?: number;
  /** ISO 4217 code of the currency. */
  currency?: string;
}

/** The checkout began. */
export const checkoutStart = (fields: CheckoutStart = {}): TypedEvent => typed("checkout_start", fields);

/** A step of the checkout was reached. */
export interface CheckoutStep {
  /** The shop's id of the cart. */
  cartId?: string;
  /** Place of the step in the checkout, from 1. */
  stepNumber?: number;
  /** Name of the step of the checkout. */
  stepName?: string;
  /** How long the step before this one took, in ms. */
  stepDurationMs?: number;
}

/** A step of the checkout was reached. */
export const checkoutStep = (fields: CheckoutStep = {}): TypedEvent => typed("checkout_step", fields);

/** A purchase was paid. */
export interface PurchaseComplete {
  /** The shop's id of the order. */
  orderId: string;
  /** The shop's id of the cart. */
  cartId?: string;
  /** Number of items in the order. */
  itemCount?: number;
  /** Sum of the order, in hundredths of the currency. */
  totalCents?: number;
  /** ISO 4217 code of the currency. */
  currency?: string;
  /** How it was paid, e.g. card. */
  paymentMethod?: string;
  /** What was bought, one entry per product. */
  items?: readonly PurchaseItem[];
}

/** A purchase was paid. */
export const purchaseComplete = (fields: PurchaseComplete): TypedEvent => typed("purchase_complete", fields);

/** A purchase failed. */
export interface PurchaseFailed {
  /** The shop's id of the cart. */
  cartId?: string;
  /** The app's code of the error. */
  errorCode?: string;
  /** The error as a person reads it. */
  errorMessage?: string;
  /** How it should have been paid, e.g. card. */
  paymentMethod?: string;
  /** Step of the checkout at which it failed, from 1. */
  checkoutStep?: number;
}

/** A purchase failed. */
export const purchaseFailed = (fields: PurchaseFailed = {}): TypedEvent => typed("purchase_failed", fields);

/** The app was started. */
export interface AppStart {
  /** Whether the process was started anew, not just resumed. */
  isColdStart?: boolean;
  /** How long the start of the app took, in ms. */
  launchDurationMs?: number;
  /** What started the app, e.g. icon, push, deeplink. */
  launchSource?: string;
  /** The deep link that started the app. */
  deeplinkUrl?: string;
}

/** The app was started. */
export const appStart = (fields: AppStart = {}): TypedEvent => typed("app_start", fields);

/** The app went into the background. */
export interface AppBackground {
  /** How long the app had been in the foreground, in ms. */
  foregroundDurationMs?: number;
  /** Screen that was in view. */
  currentScreen?: string;
}

/** The app went into the background. */
export const appBackground = (fields: AppBackground = {}): TypedEvent => typed("app_background", fields);

/** The app came into the foreground. */
export interface AppForeground {
  /** How long the app had been in the background, in ms. */
  backgroundDurationMs?: number;
  /** Screen that comes into view. */
  resumeScreen?: string;
}

/** The app came into the foreground. */
export const appForeground = (fields: AppForeground = {}): TypedEvent => typed("app_foreground", fields);

/** The app crashed. */
export interface AppCrash {
  /** Kind of the crash, e.g. the exception's class. */
  crashType?: string;
  /** Message of the crash. */
  crashMessage?: string;
  /** Stack trace of the crash. */
  stackTrace?: string;
  /** Screen that was in view. */
  currentScreen?: string;
}

/** The app crashed. */
export const appCrash = (fields: AppCrash = {}): TypedEvent => typed("app_crash", fields);

/** The device changed its network. */
export interface NetworkChange {
  /** Network before the change. */
  previousType?: NetworkType;
  /** Network after the change. */
  currentType?: NetworkType;
}

/** The device changed its network. */
export const networkChange = (fields: NetworkChange = {}): TypedEvent => typed("network_change", fields);

/** The app asked for a permission. */
export interface PermissionRequest {
  /** Which permission, e.g. camera. */
  permissionType?: string;
  /** Screen on which the app asked. */
  triggerScreen?: string;
}

/** The app asked for a permission. */
export const permissionRequest = (fields: PermissionRequest = {}): TypedEvent => typed("permission_request", fields);

/** The person answered a permission request. */
export interface PermissionResult {
  /** Which permission, e.g. camera. */
  permissionType?: string;
  /** The person's answer. */
  status?: PermissionResultStatus;
}

/** The person answered a permission request. */
export const permissionResult = (fields: PermissionResult = {}): TypedEvent => typed("permission_result", fields);

/** The device ran low on memory. */
export interface MemoryWarning {
  /** Memory that is free, in bytes. */
  availableMemoryBytes?: number;
  /** Memory that the app uses, in bytes. */
  usedMemoryBytes?: number;
  /** How short memory is. */
  level?: MemoryWarningLevel;
}

/** The device ran low on memory. */
export const memoryWarning = (fields: MemoryWarning = {}): TypedEvent => typed("memory_warning", fields);

/** The battery's level or state changed. */
export interface BatteryChange {
  /** Level of the battery, in percent. */
  batteryLevel?: number;
  /** State of the battery. */
  state?: BatteryChangeState;
}

/** The battery's level or state changed. */
export const batteryChange = (fields: BatteryChange = {}): TypedEvent => typed("battery_change", fields);
